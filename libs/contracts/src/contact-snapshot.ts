import { z } from 'zod'
import { Language } from './contact.ts'
import { Instant } from './instant.ts'

/** `1990-02-29`, or `--02-29` where the year is not known (ISO 8601's form for it). */
export const Birthday = z.string().regex(/^(\d{4}|-)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** What an operator or an automation keeps of a contact, by name: `{"city":"Haifa","visits":3}`. */
export const Attributes = z.record(
  z.string().min(1).max(64),
  z.union([z.string().max(1024), z.number(), z.boolean(), z.null()]),
)
export type Attributes = z.infer<typeof Attributes>

/** A label of a contact. */
export const Tag = z.string().min(1).max(64)

/**
 * A contact as others may know it: no phone number, no message. `keys` are the subjects under which their messages
 * arrive; `version` grows with each change, so that the newest snapshot wins in whatever order they come.
 */
export const ContactSnapshot = z.strictObject({
  contactId: z.uuid(),
  channel: z.string().min(1),
  version: z.int().nonnegative(),
  keys: z.array(z.string().min(1)),
  name: z.string().optional(),
  username: z.string().optional(),
  language: Language,
  /** IANA name, such as `Asia/Jerusalem`. */
  timeZone: z.string().optional(),
  birthday: Birthday.optional(),
  tags: z.array(Tag),
  attributes: Attributes,
  optedOut: z.boolean(),
  /** The conversation's state, such as `TUNE_READY`. */
  state: z.string().min(1),
  /** A person answers; the bot is silent. */
  handedOver: z.boolean(),
  createdAt: Instant,
  lastInboundAt: Instant.optional(),
})
export type ContactSnapshot = z.infer<typeof ContactSnapshot>
