import {
  type Automation,
  addDuration,
  type Facts,
  fill,
  holds,
  instantOf,
  localTimeAt,
  quietUntil,
  type Step,
} from '../core/index.ts'
import { flowOf, type Node } from '../core/run/flow.ts'
import { addDays, atMinutes, dateOf, parseClock } from '../core/time/local-time.ts'
import { formatPath } from '../core/validate/problem.ts'
import type { Allowance } from './allowance.ts'
import { applyChange, takeHandOver, takeUpdate } from './change-steps.ts'
import type { RunEnd, TakenStep } from './effect.ts'
import { takeSend } from './send-steps.ts'

/** Steps of one turn. A `go_to` that jumps back without a wait in between never ends. */
const mostSteps = 500

/** Where to begin, and how much may be said. */
export interface TurnOptions {
  /** Where a wait left off; absent: the first step. */
  from?: string | undefined
  /** Absent: as much as the steps say. */
  allowance?: Allowance | undefined
}

/** Takes steps until the end or a wait. */
export function takeSteps(
  automation: Automation,
  start: Facts,
  { from, allowance }: TurnOptions = {},
): { steps: TakenStep[]; end: RunEnd } {
  const flow = flowOf(automation.steps)
  const steps: TakenStep[] = []
  let facts = start
  let messagesLeft = allowance?.left ?? Number.POSITIVE_INFINITY
  let at: string | null = from ?? flow.first
  while (at !== null) {
    const node = flow.nodes.get(at)
    if (!node) return { steps, end: { state: 'failed', reason: 'unknown_step' } }
    if (steps.length >= mostSteps) return { steps, end: { state: 'failed', reason: 'endless' } }
    const taken = takeStep(automation, node, facts)
    if ('step' in taken && taken.step?.effect?.kind === 'send') {
      if (messagesLeft <= 0) taken.step = leftOut(taken.step, allowance?.reason ?? 'limit')
      messagesLeft -= 1
    }
    if ('dueMs' in taken) {
      if (taken.step) steps.push({ ...taken.step, path: formatPath(node.path), action: node.step.type })
      // The end of the sequence is reached at once: nothing comes after this wait.
      if (taken.next === null) return { steps, end: { state: 'completed', reason: null } }
      return { steps, end: { state: 'waiting', dueMs: taken.dueMs, next: taken.next } }
    }
    steps.push({ ...taken.step, path: formatPath(node.path), action: node.step.type })
    if (taken.step.state === 'failed') return { steps, end: { state: 'failed', reason: taken.step.reason } }
    if (node.step.type === 'stop') return { steps, end: { state: 'stopped', reason: node.step.reason ?? 'stop' } }
    const { effect } = taken.step
    if (effect?.kind === 'change') facts = { ...facts, contact: applyChange(facts.contact, effect.change) }
    at = taken.next
  }
  return { steps, end: { state: 'completed', reason: null } }
}

type Result = Omit<TakenStep, 'path' | 'action'>
type Taken = { step: Result; next: string | null } | { dueMs: number; next: string | null; step?: Result }

function leftOut({ input }: Result, reason: string): Result {
  return { state: 'skipped', reason, input, output: null }
}

function takeStep(automation: Automation, node: Node, facts: Facts): Taken {
  const { step, next } = node
  const done = (input: unknown, more: Partial<Result> = {}): Taken => ({
    step: { state: 'done', reason: null, input, output: null, ...more },
    next,
  })
  switch (step.type) {
    case 'send':
    case 'send_template': {
      const quiet = step.essential ? undefined : quietUntil(automation.quietHours, facts.zone, facts.nowMs)
      if (quiet === undefined) return { step: takeSend(step, facts), next }
      if (automation.quietHours?.rule !== 'wait') return done(null, { state: 'skipped', reason: 'quiet_hours' })
      const output = { until: new Date(quiet).toISOString() }
      return { dueMs: quiet, next: step.id, step: { state: 'deferred', reason: 'quiet_hours', input: null, output } }
    }
    case 'update_contact':
      return { step: takeUpdate(step, facts), next }
    case 'hand_over':
      return { step: takeHandOver(step, facts), next }
    case 'log':
      return done({ text: fill(step.text, facts).value })
    case 'webhook': {
      const { value } = fill(step.data ?? {}, facts)
      return done(
        { url: step.url, data: value },
        {
          state: 'requested',
          effect: { kind: 'webhook', url: step.url, data: value, failsRun: step.onError === 'fail' },
        },
      )
    }
    case 'start':
      return done({ automation: step.automation }, { effect: { kind: 'start', automationId: step.automation } })
    case 'wait': {
      const dueMs = waitUntil(step, facts)
      const input = { until: new Date(dueMs).toISOString() }
      return { dueMs, next, step: { state: 'done', reason: null, input, output: null } }
    }
    case 'branch': {
      const index = node.cases.findIndex(({ when }) => holds(when, facts))
      const chosen = node.cases[index]
      return {
        step: { state: 'done', reason: null, input: null, output: { case: chosen ? index : 'otherwise' } },
        next: chosen ? chosen.to : node.otherwise,
      }
    }
    case 'go_to':
    case 'stop':
      return done(null)
  }
}

function waitUntil(step: Extract<Step, { type: 'wait' }>, { nowMs, zone }: Facts): number {
  const overMs = step.for ? addDuration(nowMs, step.for, zone) : nowMs
  if (step.until === undefined) return overMs
  const minutes = parseClock(step.until) ?? 0
  const day = dateOf(localTimeAt(zone, overMs))
  const sameDayMs = instantOf(zone, atMinutes(day, minutes))
  const isLater = step.for ? sameDayMs >= overMs : sameDayMs > overMs
  return isLater ? sameDayMs : instantOf(zone, atMinutes(addDays(day, 1), minutes))
}
