import type { Bus } from '@astria-bot/bus'
import type { Files } from '@astria-bot/files'
import type { Crash, Logger } from '@astria-bot/service'
import type { Database, Transaction } from '@astria-bot/store'
import type { MaintenanceSettings } from '../settings.ts'

/** What jobs work with. */
export interface JobDependencies {
  settings: MaintenanceSettings
  logger: Logger
  db: Database
  /** Of the database that is kept, for the programs that save it. */
  databaseUrl: string
  /** Absent where NATS_URL is not set. Only what needs the bus waits for it: a backup does not. */
  openBus?: (() => Promise<Pick<Bus, 'dead' | 'forget'>>) | undefined
  /** Absent where FILES_URL is not set. */
  files?: Files | undefined
  crash?: Crash
  /** Ends the job after the piece that is under way. */
  signal?: AbortSignal
}

/** What a step works with, while the run is ours. */
export interface RunContext extends JobDependencies {
  crash: Crash
  /** Falls when the process shall end, or another one has taken the run over. */
  signal: AbortSignal
  /**
   * A piece of work in a transaction. Ends the run instead (by throwing) if it is not ours any more, or shall end: call
   * it between any two pieces, for nothing if there is nothing to write.
   */
  inRun<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Counts rows, files or events that the step has done. */
  did(count: number): void
  /** Adds to the report of the run, which is logged and kept in `ops.job_runs`. */
  note(name: string, value: unknown): void
}

/** One step of a job. */
export interface Step {
  readonly name: string
  work(run: RunContext): Promise<void>
}

/** A job: steps that are done one after the other. Each can be repeated, and a job can end at any point. */
export interface Job {
  readonly description: string
  /** Why it cannot run here, if it cannot: a setting is missing. */
  missing?(dependencies: JobDependencies): string | undefined
  steps(settings: MaintenanceSettings): readonly Step[]
}

/** A step in small pieces, each a transaction: it has ended when a piece did none. */
export function inChunks(name: string, chunk: (tx: Transaction) => Promise<number>): Step {
  return {
    name,
    async work({ inRun, did, crash }) {
      for (let count = 1; count > 0; ) {
        count = await inRun(async tx => {
          const done = await chunk(tx)
          crash('maintenance:before-commit')
          return done
        })
        did(count)
        crash('maintenance:after-commit')
      }
    },
  }
}
