import { type Facts, isWindowOpen } from '../core/index.ts'
import type { Allowance } from '../executions/allowance.ts'
import type { TakenStep } from '../executions/effect.ts'
import { factsFor } from '../executions/execute.ts'
import type { Run } from '../executions/run.ts'
import { takeSteps } from '../executions/take-steps.ts'

/** A message as it would have been asked for. */
export interface RehearsedMessage {
  at: string
  content: unknown
  /** Sent instead outside the 24 hours. */
  template?: unknown
  /** Which of them would go. `later`: neither, the content waits for the contact to write, until it expires. */
  wouldSend: 'content' | 'template' | 'later'
}

/** What an automation would have done for a contact. */
export interface Rehearsal {
  contactId: string
  at: string
  messages: RehearsedMessage[]
  steps: { at: string; path: string; action: string; state: string; reason: string | null }[]
  end: string
}

/** How much may be said at a time, after the messages so far. */
export type AllowanceAt = (atMs: number, before: readonly RehearsedMessage[]) => Allowance

/** A sequence that goes round and round over its waits is shown this far. */
const mostTurns = 20

/** Takes all steps of a run as if its waits were over at once; nobody replies meanwhile. Asks nothing of anybody. */
export function rehearse(run: Run, nowMs: number, allowanceAt?: AllowanceAt): Rehearsal {
  const rehearsal: Rehearsal = {
    contactId: run.facts.contactId,
    at: new Date(nowMs).toISOString(),
    messages: [],
    steps: [],
    end: 'waiting',
  }
  let facts: Facts = factsFor(run.stored, run.facts, run.occasion, nowMs)
  let from: string | undefined
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const { steps, end } = takeSteps(run.stored.automation, facts, {
      from,
      allowance: allowanceAt?.(facts.nowMs, rehearsal.messages),
    })
    note(rehearsal, steps, facts)
    if (end.state !== 'waiting') {
      rehearsal.end = end.reason === null ? end.state : `${end.state}: ${end.reason}`
      break
    }
    from = end.next
    facts = { ...facts, nowMs: end.dueMs }
  }
  return rehearsal
}

/**
 * Why nothing would have come of a rehearsal: why its first message was left out, where there was one to be sent.
 * Undefined if a message goes, or where something else is done and none was to be sent.
 */
export function leftOutBy({ messages, steps }: Rehearsal): string | undefined {
  if (messages.length > 0) return undefined
  const unsent = steps.find(
    ({ action, state, reason }) => sending.has(action) && state !== 'deferred' && reason !== null,
  )
  if (unsent) return unsent.reason ?? undefined
  return steps.some(({ action, state }) => !silent.has(action) && state !== 'skipped') ? undefined : 'no_action'
}

const sending = new Set(['send', 'send_template'])
/** Steps that lead to others, and do nothing themselves. */
const silent = new Set(['wait', 'branch', 'go_to', 'stop'])

function note(rehearsal: Rehearsal, steps: readonly TakenStep[], facts: Facts): void {
  const at = new Date(facts.nowMs).toISOString()
  for (const { path, action, state, reason, effect } of steps) {
    rehearsal.steps.push({ at, path, action, state, reason })
    if (effect?.kind !== 'send') continue
    const { content, template } = effect
    const bound = template === undefined ? {} : { template }
    const wouldSend =
      content.type === 'template' ? 'template' : isWindowOpen(facts) ? 'content' : template ? 'template' : 'later'
    rehearsal.messages.push({ at, content, ...bound, wouldSend })
  }
}
