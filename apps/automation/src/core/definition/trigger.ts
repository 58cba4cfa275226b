import { Tag } from '@astria-bot/contracts'
import { z } from 'zod'
import { LeapDayRule } from '../time/birthday.ts'
import { Duration } from '../time/duration.ts'
import { OpeningHours } from '../time/opening-hours.ts'
import { ClockTime, CronLine, LocalTimeText, ZoneChoice } from '../time/schemas.ts'
import { Expression } from './expression.ts'
import { Keyword } from './keyword.ts'
import { SystemEvent } from './system-event.ts'

/** The types of messages that a trigger may ask for; `unsupported` and system notes are never a reason to act. */
export const MessageKind = z.enum([
  'text',
  'image',
  'video',
  'document',
  'audio',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'button',
  'list',
  'flow',
  'order',
])
export type MessageKind = z.infer<typeof MessageKind>

/** Only on these channels: the ids of our numbers. */
const channels = z.array(z.string().min(1)).min(1).max(50).optional()
/** Only in these states of the conversation, such as `NEW`. */
const states = z.array(z.string().min(1)).min(1).max(20).optional()

const NewContact = z.strictObject({ type: z.literal('new_contact'), channels })

const Message = z.strictObject({
  type: z.literal('message'),
  kinds: z.array(MessageKind).min(1).optional(),
  states,
  channels,
  /** Only the contact's first message of the day, in their time zone. */
  firstOfDay: z.literal(true).optional(),
  /** Only when nobody is there. */
  outsideHours: OpeningHours.optional(),
})

const KeywordTrigger = z.strictObject({
  type: z.literal('keyword'),
  keywords: z.array(Keyword).min(1).max(200),
  states,
  channels,
})

const Birthday = z.strictObject({
  type: z.literal('birthday'),
  /** Time of the day in the contact's zone. */
  at: ClockTime,
  leapDay: LeapDayRule,
  /** So many days before it. */
  daysBefore: z.int().nonnegative().max(60).optional(),
})

/** Who is reached by a schedule: everybody, or those for whom the condition holds when it fires. */
const audience = Expression.optional()

const Schedule = z.strictObject({ type: z.literal('schedule'), cron: CronLine, timeZone: ZoneChoice, audience })

const Once = z.strictObject({ type: z.literal('once'), at: LocalTimeText, timeZone: ZoneChoice, audience })

/** Before or after a date that a contact has, or after something that happened to them. */
const Relative = z.strictObject({
  type: z.literal('relative'),
  to: z.union([
    /** A field that holds a date or an instant: `model.expiresAt`, `contact.createdAt`, `contact.attributes.renewal`. */
    z.strictObject({ field: z.string().min(1).max(128) }),
    z.strictObject({ event: SystemEvent }),
  ]),
  offset: Duration,
  direction: z.enum(['before', 'after']),
  /** Moved on to this time of the day in the contact's zone. */
  at: ClockTime.optional(),
  /** Called off if one of these happens (to the same order, if it is about one) before it is due. */
  unless: z.array(SystemEvent).min(1).optional(),
})

const System = z.strictObject({ type: z.literal('system_event'), event: SystemEvent })

/** A tag was added, or an attribute was set to another value. */
const ContactChanged = z
  .strictObject({
    type: z.literal('contact_changed'),
    tagAdded: Tag.optional(),
    attribute: z.string().min(1).max(64).optional(),
  })
  .refine(
    ({ tagAdded, attribute }) => (tagAdded === undefined) !== (attribute === undefined),
    'Name either the tag that is added or the attribute that changes.',
  )

/** Started by a person over the API, or by a step of another automation. */
const Manual = z.strictObject({ type: z.literal('manual') })

/** What starts an automation. */
export const Trigger = z
  .discriminatedUnion('type', [
    NewContact,
    Message,
    KeywordTrigger,
    Birthday,
    Schedule,
    Once,
    Relative,
    System,
    ContactChanged,
    Manual,
  ])
  .meta({ id: 'Trigger' })
export type Trigger = z.infer<typeof Trigger>
/** One kind of trigger. */
export type TriggerOf<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>
