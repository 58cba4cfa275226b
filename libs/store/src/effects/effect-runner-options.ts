import type { Database, Schema } from '../database.ts'
import type { EffectHandler } from './effect-handler.ts'

/** What the runner needs. */
export interface EffectRunnerOptions {
  db: Database
  schema: Schema
  /** By kind. Kinds without a handler are left alone. */
  // biome-ignore lint/suspicious/noExplicitAny: handlers of different requests stand side by side
  handlers: Readonly<Record<string, EffectHandler<any, any>>>
  /** How many run at once. */
  concurrency: number
  /** Called after every commit of the runner, to flush the outbox. */
  onCommit?: () => void
  onError?: (error: unknown, context: { kind: string; id: string } | null) => void
  crash?: (point: string) => void
  /** How long a claim holds without a heartbeat. Default 30 s. */
  leaseMs?: number
  /** How often due effects are looked for without being woken. Default 1 s, spread by a quarter. */
  pollMs?: number
}
