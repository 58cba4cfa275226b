import { type ContactSnapshot, contactChangeRequested } from '@astria-bot/contracts'
import { addDuration, type Facts, fill, isTimeZone, type StepOf } from '../core/index.ts'
import type { ContactChange, TakenStep } from './effect.ts'

type Result = Omit<TakenStep, 'path' | 'action'>
const Change = contactChangeRequested.schema

/** Fills in a change of the contact and asks for it. */
export function takeUpdate(step: StepOf<'update_contact'>, facts: Facts): Result {
  const { id: _id, type: _type, ...wanted } = step
  const { value, missing } = fill(wanted, facts)
  const left = (reason: string, output: unknown): Result => ({ state: 'failed', reason, input: value, output })
  if (missing.length > 0) return left('missing_value', { missing })
  if (value.timeZone !== undefined && !isTimeZone(value.timeZone))
    return left('invalid_change', { timeZone: value.timeZone })
  return request(value as ContactChange, facts, value)
}

/** Asks for a person to take over. */
export function takeHandOver(step: StepOf<'hand_over'>, facts: Facts): Result {
  const { value: reason } = fill(step.reason, facts)
  const untilMs = step.for && addDuration(facts.nowMs, step.for, facts.zone)
  const until = untilMs === undefined ? {} : { until: new Date(untilMs).toISOString() }
  return request({ handOver: { reason: reason.slice(0, 256), ...until } }, facts, { reason, ...until })
}

function request(change: ContactChange, facts: Facts, input: unknown): Result {
  // Filled-in values come from strangers: what the event would refuse must not end up among the dead letters.
  const sample = { ...change, contactId: facts.contact.contactId, requester: { kind: 'operator', name: 'check' } }
  const checked = Change.safeParse(sample)
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
    return { state: 'failed', reason: 'invalid_change', input, output: { problems } }
  }
  return { state: 'done', reason: null, input, output: null, effect: { kind: 'change', change } }
}

/** The contact as it will be: the steps that follow see what was asked for, before the contact's own event comes back. */
export function applyChange(contact: ContactSnapshot, change: ContactChange): ContactSnapshot {
  const { addTags = [], removeTags = [], attributes, birthday, handOver, name, language, timeZone } = change
  const tags = new Set([...contact.tags, ...addTags].filter(tag => !removeTags.includes(tag)))
  return {
    ...contact,
    tags: [...tags],
    attributes: { ...contact.attributes, ...attributes },
    ...(name === undefined ? {} : { name }),
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(typeof birthday === 'string' ? { birthday } : {}),
    handedOver: contact.handedOver || handOver !== undefined,
  }
}
