import { checkExpression } from '../conditions/check.ts'
import type { Automation } from '../definition/automation.ts'
import type { TriggerOf } from '../definition/trigger.ts'
import { conversationStates } from '../facts/conversation-states.ts'
import { fieldAt, fields } from '../facts/fields.ts'
import { parseLocalTime } from '../time/local-time.ts'
import { isAlwaysOpen } from '../time/opening-hours.ts'
import { instantOf } from '../time/zone.ts'
import { closest } from './closest.ts'
import type { Known } from './known.ts'
import type { Report } from './problem.ts'

/** The fields that hold a date which a contact has, attributes apart. */
const dates = Object.entries(fields).flatMap(([name, field]) => (field.type === 'instant' && !field.with ? [name] : []))

/** Reports what is wrong with a trigger that its schema cannot see; a time that is over is no mistake in what is off. */
export function checkTrigger(
  { trigger, enabled, conditions }: Automation,
  known: Known,
  report: Report,
  warn: Report,
): void {
  if (trigger.type === 'message' || trigger.type === 'keyword') checkStates(trigger, report)
  if (trigger.type === 'message' && trigger.outsideHours && isAlwaysOpen(trigger.outsideHours))
    report(['trigger', 'outsideHours'], 'never', 'Somebody is always there: no message comes outside these hours.')
  if (trigger.type === 'relative') checkRelative(trigger, report)
  if (trigger.type === 'once') checkOnce(trigger, known, enabled ? report : warn)
  if (trigger.type !== 'schedule' && trigger.type !== 'once') return
  if (trigger.audience) checkExpression(trigger.audience, ['trigger', 'audience'], trigger, report)
  if (known.audienceSize === 0)
    report(
      trigger.audience || !conditions ? ['trigger', 'audience'] : ['conditions'],
      'empty_audience',
      'It would reach nobody: no contact fits its audience and its conditions.',
    )
}

function checkStates({ states = [] }: TriggerOf<'message'> | TriggerOf<'keyword'>, report: Report): void {
  for (const [index, state] of states.entries()) {
    if (conversationStates.includes(state)) continue
    const message = `No conversation is ever in the state "${state}".${closest(state, conversationStates)}`
    report(['trigger', 'states', index], 'unknown_state', message)
  }
}

function checkRelative({ to, direction, ...trigger }: TriggerOf<'relative'>, report: Report): void {
  if ('event' in to) {
    if (direction === 'before')
      report(['trigger', 'direction'], 'before_event', 'Nobody knows an event before it happens: use "after".')
    if (trigger.unless?.includes(to.event))
      report(['trigger', 'unless'], 'never', `It is called off by ${to.event}, which it waits for.`)
    return
  }
  const at = ['trigger', 'to', 'field'] as const
  const field = fieldAt(to.field)
  if (to.field === 'contact.birthday') {
    report(at, 'wrong_field', 'Birthdays have a trigger of their own, which knows about years and 29 February.')
  } else if (!field) {
    report(at, 'unknown_field', `The field ${to.field} does not exist.${closest(to.field, dates)}`)
  } else if (field.with || (field.type !== 'instant' && field.type !== 'any')) {
    report(at, 'wrong_field', `${to.field} is no date that a contact has.`)
  } else if (direction === 'before' && field.past) {
    report(['trigger', 'direction'], 'before_event', `${to.field} is over when it becomes known: use "after".`)
  }
}

function checkOnce({ at, timeZone }: TriggerOf<'once'>, { nowMs }: Known, report: Report): void {
  const local = parseLocalTime(at)
  if (!local || nowMs === undefined) return
  // For the contact's own zone: it is over when it is over in the last one on earth, 12 hours behind UTC.
  const atMs = timeZone === 'contact' ? instantOf('Etc/GMT+12', local) : instantOf(timeZone, local)
  if (atMs <= nowMs) report(['trigger', 'at'], 'in_the_past', `${at} is over: it would never fire.`)
}
