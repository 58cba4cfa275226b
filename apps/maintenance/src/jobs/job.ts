import type { Crash, Logger } from '@astria-bot/service'
import type { Database, Transaction } from '@astria-bot/store'
import type { MaintenanceSettings } from '../settings.ts'

/** What jobs work with. */
export interface JobDependencies {
  settings: MaintenanceSettings
  logger: Logger
  db: Database
  crash?: Crash
  /** Ends the job after the chunk that is under way. */
  signal?: AbortSignal
}

/** One step of a job, in small pieces: it answers how many rows a piece did, and has ended when that is none. */
export interface Step {
  readonly name: string
  chunk(tx: Transaction): Promise<number>
}

/** A job: steps that are done one after the other. Every piece can be repeated, and a job can end after any of them. */
export interface Job {
  readonly description: string
  steps(settings: MaintenanceSettings): readonly Step[]
}
