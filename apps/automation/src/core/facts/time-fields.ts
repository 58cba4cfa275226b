import { formatDate, formatLocalTime, weekdayOf } from '../time/local-time.ts'
import { weekdays } from '../time/schemas.ts'
import { localTimeAt } from '../time/zone.ts'
import type { Field } from './field.ts'

/** What the contact's clock and calendar show. */
export const timeFields: Readonly<Record<string, Field>> = {
  'time.clock': {
    type: 'clock',
    words: "the time on the contact's clock",
    certain: true,
    read: ({ zone, nowMs }) => formatLocalTime(localTimeAt(zone, nowMs)).slice(11),
  },
  'time.date': {
    type: 'date',
    words: "today's date where the contact is",
    certain: true,
    read: ({ zone, nowMs }) => formatDate(localTimeAt(zone, nowMs)),
  },
  'time.weekday': {
    type: 'choice',
    words: 'the day of the week where the contact is',
    certain: true,
    choices: weekdays,
    read: ({ zone, nowMs }) => weekdays[weekdayOf(localTimeAt(zone, nowMs))],
  },
}
