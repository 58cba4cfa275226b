import { Attributes, Language, MessageContext } from '@astria-bot/contracts'
import { z } from 'zod'

const at = z.iso.datetime()

/** A message, as the API shows it. */
export const MessageShape = z.object({
  messageId: z.uuid(),
  contactId: z.uuid(),
  channel: z.string().describe('The business number: phone_number_id.'),
  direction: z.enum(['in', 'out']),
  type: z.string(),
  content: z
    .unknown()
    .describe('In the words of the events: see `whatsapp.message.received.v1`, `message.requested.v1`.'),
  status: z
    .string()
    .describe(
      '`received`, `read` of what a customer wrote; of ours: `queued`, `sending`, `accepted`, `sent`, `delivered`, `read`, `played`, `unknown`, `parked`, `failed`, `dropped`.',
    ),
  reason: z.string().nullable().describe('Why it failed, waits or was dropped.'),
  errorCode: z.int().nullable().describe("WhatsApp's code."),
  errorDetail: z.string().nullable().describe("WhatsApp's words beside it."),
  pricing: z
    .object({
      category: z.string().nullable(),
      type: z.string().nullable(),
      model: z.string().nullable(),
      billable: z.boolean().nullable(),
    })
    .nullable()
    .describe('What it costs, in the words of WhatsApp, such as `marketing` and `regular`; null until it says so.'),
  charged: z
    .object({ id: z.string().optional(), origin: z.string().optional(), expiresAt: at.optional() })
    .nullable()
    .describe('The conversation that is charged, where WhatsApp still tells.'),
  context: MessageContext.nullable().describe('What a customer’s message quotes, or that it was forwarded.'),
  referral: z.unknown().nullable().describe('The advertisement that led to it, as it came.'),
  groupId: z.string().nullable(),
  template: z.unknown().nullable().describe('Sent instead when the 24 hours are over.'),
  requester: z.unknown().nullable().describe('The operator or the automation who sent it; null for the bot.'),
  createdAt: at,
  sentAt: at.nullable(),
  deliveredAt: at.nullable(),
  readAt: at.nullable(),
  playedAt: at.nullable().describe('A voice message was heard.'),
  failedAt: at.nullable(),
  expiresAt: at.nullable(),
  editedAt: at.nullable().describe('The customer changed it: `content` is what it is now.'),
  revokedAt: at.nullable().describe('The customer took it back: nothing of it is kept.'),
  earlier: z
    .array(z.object({ content: z.unknown(), until: z.string() }))
    .describe('What it was before it was changed, oldest first.'),
})

/** A contact, as the API shows it. */
export const ContactShape = z.object({
  contactId: z.uuid(),
  channel: z.string(),
  name: z.string().nullable().describe('As we call them, or else as they call themselves.'),
  profileName: z.string().nullable().describe('As they call themselves on WhatsApp.'),
  username: z.string().nullable(),
  phone: z.string().nullable(),
  userId: z.string().nullable().describe('WhatsApp’s id of this person for your business.'),
  parentUserId: z.string().nullable().describe('The same for the parent of several businesses.'),
  identityHash: z
    .string()
    .nullable()
    .describe('Changes with the security code of their WhatsApp, as far as the number is told of it.'),
  language: Language.nullable(),
  timeZone: z.string().nullable(),
  birthday: z.string().nullable(),
  tags: z.array(z.string()),
  attributes: Attributes,
  optedOut: z.boolean(),
  optedOutChoice: z
    .object({
      source: z.enum(['keyword', 'preference', 'refusal', 'operator']),
      by: z.string().nullable().describe('The name of the key of the operator who wrote it down.'),
      at,
    })
    .nullable()
    .describe('How we learned last that they want no messages, or want them again; null if they never chose.'),
  state: z.string().describe('Where the conversation stands, such as `TUNE_READY`.'),
  handedOver: z
    .object({ at, until: at, by: z.string(), reason: z.string().nullable() })
    .nullable()
    .describe('A person answers; the bot is silent until then.'),
  windowExpiresAt: at.nullable().describe('Until then we may write freely; afterwards only a template is delivered.'),
  lastInboundAt: at.nullable(),
  createdAt: at,
})

/** A conversation, as a list shows it. */
export const ConversationShape = ContactShape.extend({
  lastMessage: MessageShape.nullable(),
  unread: z.int().describe('Messages of the customer that nobody marked as read, since our last one; at most 100.'),
  alerts: z.int().describe('Reasons for a person to look at it.'),
})
