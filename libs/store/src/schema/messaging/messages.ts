import { sql } from 'drizzle-orm'
import { bigserial, boolean, index, integer, json, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'
import { contacts } from './contacts.ts'

/**
 * What was said, in both directions.
 *
 * States of ours: `queued` → `sending` → `accepted` → `sent` → `delivered` → `read` → `played`; `unknown` while nobody
 * knows whether WhatsApp took it; `parked` until the customer writes again
 * or for a while; `failed` and `dropped` are ends. What a
 * customer said is `received`.
 */
export const messages = messagingSchema.table(
  'messages',
  {
    /** uuid v7; what we say carries it as `biz_opaque_callback_data`. */
    id: uuid().primaryKey(),
    /** Grows within a contact: the order in which it was said. */
    seq: bigserial({ mode: 'number' }).notNull(),
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contacts.id),
    channel: text().notNull(),
    direction: text({ enum: ['in', 'out'] }).notNull(),
    /** WhatsApp's id. */
    wamid: text(),
    /** Its ids of tries that it accepted and refused later: what is told of them is no news of the try that counts. */
    refusedWamids: text('refused_wamids').array(),
    type: text().notNull(),
    content: json().notNull(),
    state: text().notNull(),
    /** Sent instead when the 24 hours are over: TemplateContent of libs/contracts; and that it is or was to be sent as that. */
    template: json(),
    asTemplate: boolean('as_template').notNull().default(false),
    /** Who asked for it, if it was not the conversation: Requester of libs/contracts. */
    requester: json(),
    /** What a customer's message quotes or was forwarded from, and the advertisement that led to it, as it came. */
    context: json(),
    referral: json(),
    /** The group it was said in; a group has no conversation with us. */
    groupId: text('group_id'),
    /** The event that led to it. */
    causeId: text('cause_id'),
    /** When the customer sent it, by WhatsApp's clock. */
    occurredAt: timestamp('occurred_at', { withTimezone: true }),
    /** Said once per contact. */
    once: text(),
    /** Also goes to a contact who wants to hear nothing more: an answer to them, or what they paid for. */
    essential: boolean().notNull().default(true),
    /** The key in libs/files of the media in it, which is uploaded before it is sent. */
    fileKey: text('file_key'),
    /** What could be tapped in it was sent as words with numbers: a number is an answer to it. */
    numbered: boolean().notNull().default(false),
    attempts: integer().notNull().default(0),
    /** It is or was sent a second time: nobody knew what became of the first, or it was refused late and for a while. Never a third time. */
    resent: boolean().notNull().default(false),
    unknownSince: timestamp('unknown_since', { withTimezone: true }),
    /** When something was heard of its number first since then: only from then on does it mean anything that no status comes. */
    heardAt: timestamp('heard_at', { withTimezone: true }),
    /** Why it ended, failed or waits: a short word, and Meta's code if there is one. */
    reason: text(),
    errorCode: integer('error_code'),
    /** Meta's words beside the code. */
    errorDetail: text('error_detail'),
    /** What WhatsApp said that it costs: category, type, model, billable. */
    pricing: json(),
    /** The conversation that is charged, where WhatsApp still tells: id, origin, and until when. */
    charged: json(),
    /** A parked message is tried again then; without it, when the customer writes. */
    parkedUntil: timestamp('parked_until', { withTimezone: true }),
    expiresAt: timestamp('expires_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    sendingAt: timestamp('sending_at', { withTimezone: true }),
    acceptedAt: timestamp('accepted_at', { withTimezone: true }),
    sentAt: timestamp('sent_at', { withTimezone: true }),
    deliveredAt: timestamp('delivered_at', { withTimezone: true }),
    readAt: timestamp('read_at', { withTimezone: true }),
    playedAt: timestamp('played_at', { withTimezone: true }),
    failedAt: timestamp('failed_at', { withTimezone: true }),
    /** When the provider was asked last what became of it, and how often because no status came. */
    askedAt: timestamp('asked_at', { withTimezone: true }),
    asks: integer().notNull().default(0),
    /** The customer changed it or took it back: `content` is what is left. What it was before, each with `until`, oldest first. */
    earlier: json(),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
  },
  table => [
    uniqueIndex('messages_wamid').on(table.wamid, table.channel).where(sql`${table.wamid} is not null`),
    index('messages_refused_wamids').using('gin', table.refusedWamids).where(sql`${table.refusedWamids} is not null`),
    uniqueIndex('messages_once').on(table.contactId, table.once).where(sql`${table.once} is not null`),
    index('messages_open')
      .on(table.contactId, table.seq)
      .where(sql`${table.state} in ('queued', 'sending', 'unknown')`),
    index('messages_parked').on(table.contactId, table.seq).where(sql`${table.state} = 'parked'`),
    index('messages_seq').on(table.seq),
    index('messages_unknown').on(table.channel).where(sql`${table.state} = 'unknown'`),
    index('messages_silent').on(table.acceptedAt).where(sql`${table.state} = 'accepted' and ${table.asks} < 4`),
    index('messages_parked_due')
      .on(sql`least(${table.parkedUntil}, ${table.expiresAt})`)
      .where(sql`${table.state} = 'parked'`),
    index('messages_corrections').on(table.contactId).where(sql`${table.type} in ('edit', 'revoke')`),
    index('messages_of_contact').on(table.contactId, table.seq),
  ],
)
