import type { ExecutionRow } from '../sql/save-executions.ts'
import type { StepRow } from '../sql/save-steps.ts'
import type { RunEnd, StepEffect, TakenStep } from './effect.ts'
import { requestEffect } from './request-effects.ts'
import type { Writes } from './writes.ts'

/** Another automation that a step starts. */
export interface Start {
  automationId: string
  /** Names the step: taken twice, it starts once. */
  key: string
  /** Its line of the log. */
  line: StepRow
}

/** Notes that there was nothing to start: the automation is switched off, or gone. */
export function leaveOut({ line }: Start): void {
  line.state = 'skipped'
  line.reason = 'not_enabled'
}

/** What a turn is written down with. */
export interface Turn {
  steps: readonly TakenStep[]
  end: RunEnd
  /** The number of the last line of the log so far. */
  lastStep: number
}

/** Writes down a turn of an execution: its steps, what they ask for, and how it stands. Tells what is to be started. */
export function logTurn(writes: Writes, execution: ExecutionRow, turn: Turn, now: Date): Start[] {
  const { executionId, automationId, contactId } = execution
  const starts: Start[] = []
  for (const [index, { effect, ...step }] of turn.steps.entries()) {
    const number = turn.lastStep + index + 1
    const line: StepRow = { executionId, number, ...step, at: now }
    writes.steps.push(line)
    if (!effect) continue
    requestEffect(writes, execution, number, effect, now)
    if (isStart(effect)) starts.push({ automationId: effect.automationId, key: `start:${executionId}:${number}`, line })
  }
  const { end } = turn
  execution.state = end.state
  execution.reason = end.state === 'waiting' ? null : end.reason
  execution.position = end.state === 'waiting' ? { next: end.next } : null
  execution.endedAt = end.state === 'waiting' ? null : now
  if (end.state === 'waiting') {
    const dueAt = new Date(end.dueMs)
    writes.waits.push({ executionId, automationId, contactId, dueAt })
  }
  return starts
}

function isStart(effect: StepEffect): effect is Extract<StepEffect, { kind: 'start' }> {
  return effect.kind === 'start'
}
