import type { Crash, Logger } from '@astria-bot/service'
import type { MaintenanceSettings } from '../settings.ts'

/** What a task can need of the settings. */
export type Need = 'DATABASE_URL' | 'NATS_URL' | 'FILES_URL'

/** What a task works with. */
export interface TaskContext {
  settings: MaintenanceSettings
  logger: Logger
  crash: Crash
  signal: AbortSignal
  /** What follows the name: `replay-dead-letters=all`. */
  argument: string | undefined
}

/** What the command line can ask for. It throws when it fails. */
export interface Task {
  readonly description: string
  readonly needs: readonly Need[]
  /** Nothing that comes after it is done if it fails. */
  readonly comesFirst?: boolean
  run(context: TaskContext): Promise<void>
}

/** The setting that a task has said it needs. */
export function needed(settings: MaintenanceSettings, name: Need): string {
  const value = settings[name]
  if (value === undefined) throw new Error(`${name} is missing`)
  return value
}
