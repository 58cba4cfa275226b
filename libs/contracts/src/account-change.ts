import { z } from 'zod'
import { Instant } from './instant.ts'
import { MessageContent } from './message-content.ts'
import { numberChanges } from './number-change.ts'

const word = z.string().optional()
const kind = <Kind extends string>(name: Kind) => z.strictObject({ kind: z.literal(name) })

/** A template that a change is about; what the webhook does not name is missing. `language` as in requests: `en_US`. */
const template = { templateId: word, name: word, language: word }
/** Whom a change is about: at least one id, if WhatsApp tells. */
const person = { userId: word, phone: word }
const at = Instant.optional()

/** What a webhook tells beside messages and statuses, in the words of WhatsApp where they are words. */
export const AccountChange = z.discriminatedUnion('kind', [
  /** `APPROVED`, `REJECTED`, `PAUSED`, `DISABLED`, …; `reason`: why, and what is advised. */
  kind('template_status').extend({ ...template, status: z.string(), category: word, reason: word }),
  kind('template_quality').extend({ ...template, quality: z.string(), previous: word }),
  kind('template_category').extend({ ...template, category: z.string(), previous: word }),
  /** Its words are others now: it has to be read again. */
  kind('template_components').extend(template),
  ...numberChanges,
  /** Latest `at` wins. `choice`: `stop`, `resume`, `signup`, or a word that is not known yet. */
  kind('preference').extend({ ...person, category: z.string(), choice: z.string(), detail: word, at }),
  /** A customer calls, or we do. `event`: `connect`, `terminate`, …; `status` of one that is over. */
  kind('call').extend({
    ...person,
    callId: z.string(),
    event: z.string(),
    byCustomer: z.boolean(),
    status: word,
    seconds: z.number().optional(),
    at,
  }),
  /** A person answered in the phone app. */
  kind('echo').extend({ ...person, messageId: z.string(), at: Instant, content: MessageContent }),
  /** Somebody has another user id from now on; `phone` and `userId` are the new ones. */
  kind('user_id').extend({ ...person, previousUserId: word, parentUserId: word, detail: word, at }),
  /** WhatsApp takes what somebody did for a purchase or a lead; `clickId` names the advertisement's click. */
  kind('automatic_event').extend({ ...person, event: z.string(), messageId: word, clickId: word, at }),
  /** A chat from the time before the number was connected; `declined`: the owner shares none. */
  kind('history').extend({
    ...person,
    phase: z.number().optional(),
    chunk: z.number().optional(),
    progress: z.number().optional(),
    messages: z.int(),
    declined: z.int().optional(),
  }),
  /** An entry of the phone app's address book. `action`: `add`, `edit`, `remove`. */
  kind('address_book').extend({ ...person, action: z.string(), name: word, at }),
  /** `event`: `group_create`, `group_participants_add`, `group_suspend`, …; `people`: how many it names. */
  kind('group').extend({
    event: z.string(),
    groupId: word,
    requestId: word,
    subject: word,
    people: z.int().optional(),
    at,
  }),
  /** Something failed that is about no single message. */
  kind('error').extend({ code: z.int(), title: word, details: word }),
  /** A field that nobody here knows, or a known one that could not be read: the event keeps it as it came. */
  kind('other'),
])
export type AccountChange = z.infer<typeof AccountChange>
