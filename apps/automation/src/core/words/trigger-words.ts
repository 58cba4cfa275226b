import { explain } from '../conditions/explain.ts'
import type { Trigger, TriggerOf } from '../definition/trigger.ts'
import { fieldAt } from '../facts/fields.ts'
import { formatDuration } from '../time/duration.ts'

/** What starts an automation, in words: "When somebody writes to us for the first time". */
export function explainTrigger(trigger: Trigger): string {
  switch (trigger.type) {
    case 'new_contact':
      return `When a contact is new${limits(trigger)}`
    case 'message':
      return explainMessage(trigger)
    case 'keyword': {
      const words = trigger.keywords.map(({ text, match }) => `${match.replace('_', ' ')} "${text}"`).join(', ')
      return `When a message fits one of these: ${words}${limits(trigger)}`
    }
    case 'birthday': {
      const day = trigger.daysBefore
        ? `${trigger.daysBefore} days before a contact's birthday`
        : "On a contact's birthday"
      return `${day} at ${trigger.at}`
    }
    case 'schedule':
      return `By the cron line ${trigger.cron} (${zone(trigger)})${audience(trigger)}`
    case 'once':
      return `Once at ${trigger.at} (${zone(trigger)})${audience(trigger)}`
    case 'relative':
      return explainRelative(trigger)
    case 'system_event':
      return `When this happens: ${plain(trigger.event)}`
    case 'contact_changed':
      return trigger.tagAdded === undefined
        ? `When a contact's attribute ${trigger.attribute} changes`
        : `When a contact gets the tag ${trigger.tagAdded}`
    case 'manual':
      return 'When a person or another automation starts it'
  }
}

function explainMessage(trigger: TriggerOf<'message'>): string {
  const { kinds, firstOfDay, outsideHours } = trigger
  const which = firstOfDay ? "a contact's first message of the day" : 'a message'
  const kind = kinds ? ` (${kinds.join(', ')})` : ''
  return `When ${which}${kind} comes${outsideHours ? ' outside the opening hours' : ''}${limits(trigger)}`
}

function explainRelative({ to, offset, direction, at, unless }: TriggerOf<'relative'>): string {
  const what = 'event' in to ? plain(to.event) : (fieldAt(to.field)?.words ?? to.field)
  const time = at === undefined ? '' : `, at ${at}`
  const off = unless ? `, unless this happens before: ${unless.map(plain).join(', ')}` : ''
  return `${formatDuration(offset)} ${direction} ${what}${time}${off}`
}

function limits({ channels, states }: { channels?: string[] | undefined; states?: string[] | undefined }): string {
  return `${states ? ` in the state ${states.join(' or ')}` : ''}${channels ? ` on ${channels.join(' or ')}` : ''}`
}

const zone = ({ timeZone }: { timeZone: string }) => (timeZone === 'contact' ? "the contact's own time" : timeZone)
const audience = (trigger: TriggerOf<'schedule' | 'once'>) =>
  `, for ${trigger.audience ? `contacts of whom is true: ${explain(trigger.audience)}` : 'all contacts'}`
const plain = (event: string) => event.replaceAll('_', ' ')
