import { Attributes, Birthday, Language, Tag } from '@astria-bot/contracts'
import { z } from 'zod'

/** What can be written down about a contact. */
export const ContactBody = z.strictObject({
  name: z.string().trim().min(1).max(256).nullable().optional().describe('Null: as they call themselves.'),
  language: Language.optional(),
  timeZone: z.string().min(1).max(64).nullable().optional().describe('IANA name, such as `Asia/Jerusalem`.'),
  birthday: Birthday.nullable().optional().describe('`1990-05-04`, or `--05-04` without a year.'),
  tags: z.array(Tag).max(100).optional(),
  attributes: Attributes.optional().describe('Set one by one; null removes one.'),
})

/** The business number that a phone number is written to from. */
export const ChannelOfPhone = z
  .string()
  .min(1)
  .max(64)
  .optional()
  .describe('The id of the business number to write from, as `/api/channels` tells; without it the first one.')
