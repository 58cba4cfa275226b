import { automationExecuted, type Event } from '@astria-bot/contracts'
import { enqueueEvents, type NewEffect, prepareEffects, type Transaction } from '@astria-bot/store'
import type { Engine } from '../engine.ts'
import { countFailure, countSuccesses } from '../health/count-failure.ts'
import { isOwnFailure } from '../health/whose-fault.ts'
import { newEvent } from '../new-event.ts'
import { addCounters, type Counter } from '../sql/counters.ts'
import { type ExecutionRow, insertExecutions, updateExecutions } from '../sql/save-executions.ts'
import { insertRequests, type RequestRow } from '../sql/save-requests.ts'
import { insertSteps, type StepRow } from '../sql/save-steps.ts'
import { insertWaits, type WaitRow } from '../sql/waits.ts'

/** What some executions lead to, gathered: each list becomes one statement. */
export interface Writes {
  readonly begun: ExecutionRow[]
  /** Executions that waited, as they stand now. */
  readonly resumed: ExecutionRow[]
  readonly steps: StepRow[]
  readonly waits: WaitRow[]
  readonly requests: RequestRow[]
  readonly counters: Counter[]
  readonly events: Event[]
  readonly effects: NewEffect[]
}

/** Nothing to write yet. */
export const noWrites = (): Writes => ({
  begun: [],
  resumed: [],
  steps: [],
  waits: [],
  requests: [],
  counters: [],
  events: [],
  effects: [],
})

/** Writes it all as part of the transaction. */
export async function storeWrites(engine: Engine, tx: Transaction, writes: Writes, now: Date): Promise<void> {
  const touched = [...writes.begun, ...writes.resumed]
  if (touched.length === 0) return
  await insertExecutions(tx, writes.begun)
  await updateExecutions(tx, writes.resumed)
  await insertSteps(tx, writes.steps)
  await insertWaits(tx, writes.waits)
  await insertRequests(tx, writes.requests)
  await addCounters(tx, writes.counters)
  await prepareEffects(tx, 'automation', writes.effects)
  const ended = touched.flatMap(row => (row.state === 'waiting' ? [] : [executedEvent(row, now)]))
  await enqueueEvents(tx, 'automation', [...writes.events, ...ended])
  // What was asked of others counts when they have done it.
  const open = new Set(writes.steps.filter(step => step.state === 'requested').map(step => step.executionId))
  const done = touched.filter(({ state, executionId }) => state === 'completed' && !open.has(executionId))
  await countSuccesses(
    tx,
    done.map(row => row.automationId),
  )
  const failed = touched.filter(({ state, reason }) => state === 'failed' && isOwnFailure(reason))
  for (const { automationId, reason } of failed.sort(byAutomation)) {
    await countFailure(engine, tx, { automationId, reason: reason ?? 'failed' }, now)
  }
  for (const { state } of touched) engine.metrics.executions.inc({ state })
  for (const { action, state } of writes.steps) engine.metrics.steps.inc({ action, state })
}

const byAutomation = (a: ExecutionRow, b: ExecutionRow) => (a.automationId < b.automationId ? -1 : 1)

/** The event that an execution has ended. */
export function executedEvent(row: ExecutionRow, now: Date): Event {
  const { automationId, version, executionId, contactId, state, reason, startedAt, endedAt } = row
  return newEvent(automationExecuted, contactId, now, {
    automationId,
    version,
    executionId,
    contactId,
    outcome: state === 'waiting' ? 'completed' : state,
    ...(reason === null ? {} : { reason }),
    startedAt: startedAt.toISOString(),
    endedAt: (endedAt ?? now).toISOString(),
  })
}
