import type { Trigger } from '../definition/trigger.ts'
import type { Facts, Occasion } from '../facts/facts.ts'
import { isOpen } from '../time/opening-hours.ts'

/**
 * Whether an occasion is what a trigger waits for. Of a keyword trigger everything but the words is looked at here: they
 * are found by the matcher, for all automations at once. Slots are made for one automation and always fit.
 */
export function fits(trigger: Trigger, occasion: Occasion, { contact }: Pick<Facts, 'contact'>): boolean {
  switch (trigger.type) {
    case 'new_contact':
      return occasion.type === 'new_contact' && isAmong(trigger.channels, occasion.channel)
    case 'message':
      return (
        occasion.type === 'message' &&
        isAmong(trigger.kinds, occasion.kind) &&
        isAmong(trigger.states, contact.state) &&
        isAmong(trigger.channels, occasion.channel) &&
        (!trigger.firstOfDay || occasion.firstOfDay) &&
        (!trigger.outsideHours || !isOpen(trigger.outsideHours, occasion.atMs))
      )
    case 'keyword':
      return (
        occasion.type === 'message' &&
        isAmong(trigger.states, contact.state) &&
        isAmong(trigger.channels, occasion.channel)
      )
    case 'system_event':
      return occasion.type === 'system_event' && occasion.event === trigger.event
    case 'contact_changed':
      return (
        occasion.type === 'contact_changed' &&
        (trigger.tagAdded === undefined
          ? occasion.attributesSet.includes(trigger.attribute ?? '')
          : occasion.tagsAdded.includes(trigger.tagAdded))
      )
    case 'birthday':
    case 'schedule':
    case 'once':
    case 'relative':
      return occasion.type === 'slot'
    case 'manual':
      return occasion.type === 'manual'
  }
}

function isAmong<Value>(wanted: readonly Value[] | undefined, value: Value): boolean {
  return !wanted || wanted.includes(value)
}
