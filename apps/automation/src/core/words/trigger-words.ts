import { explain } from '../conditions/explain.ts'
import type { Trigger, TriggerOf } from '../definition/trigger.ts'
import { fieldAt } from '../facts/fields.ts'
import { formatDuration } from '../time/duration.ts'
import type { OpeningHours } from '../time/opening-hours.ts'

/** What starts an automation, in words: "When somebody writes to us for the first time". */
export function explainTrigger(trigger: Trigger): string {
  switch (trigger.type) {
    case 'new_contact':
      return `When a contact is new${limits(trigger)}`
    case 'message':
      return explainMessage(trigger)
    case 'keyword': {
      const words = trigger.keywords.map(explainKeyword).join(', ')
      return `When a message fits one of these: ${words}${limits(trigger)}`
    }
    case 'birthday': {
      const day = trigger.daysBefore
        ? `${trigger.daysBefore} days before a contact's birthday`
        : "On a contact's birthday"
      return `${day} at ${trigger.at}; of those born on 29 February in other years ${leapDays[trigger.leapDay]}`
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

const leapDays = { february_28: 'on 28 February', march_1: 'on 1 March', leap_years_only: 'not at all' } as const

function explainKeyword({
  text,
  match,
  language,
  wholeWords = true,
}: TriggerOf<'keyword'>['keywords'][number]): string {
  const within = wholeWords || match === 'regex' || match === 'exact' ? '' : ', also within words'
  const where = language === undefined ? '' : `, in ${language}`
  const notes = `${within}${where}`.slice(2)
  return `${match.replace('_', ' ')} "${text}"${notes && ` (${notes})`}`
}

function explainHours({ weekly, closedOn = [], timeZone }: OpeningHours): string {
  const days = weekly.map(({ days: on, from, to }) => `${on.join(', ')} ${from}–${to}`).join('; ')
  return `${days}${closedOn.length > 0 ? `; closed on ${closedOn.join(', ')}` : ''} (${timeZone})`
}

function explainMessage(trigger: TriggerOf<'message'>): string {
  const { kinds, firstOfDay, outsideHours } = trigger
  const which = firstOfDay ? "a contact's first message of the day" : 'a message'
  const kind = kinds ? ` (${kinds.join(', ')})` : ''
  return `When ${which}${kind} comes${outsideHours ? ` outside the opening hours ${explainHours(outsideHours)}` : ''}${limits(trigger)}`
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
