import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'

/** A person who wrote to one of our numbers. After an erasure only the id and the times of the erasure are left. */
export const contacts = messagingSchema.table(
  'contacts',
  {
    /** uuid v7. */
    id: uuid().primaryKey(),
    /** The business number they wrote to last: Meta's phone_number_id. Answers go out through it. */
    channel: text().notNull(),
    /** How they are addressed now; what they were called before stays in the aliases. */
    userId: text('user_id'),
    /** The same person's id for the parent of several businesses. */
    parentUserId: text('parent_user_id'),
    /** Changes with the security code of their WhatsApp: another phone, or another person on it. */
    identityHash: text('identity_hash'),
    phone: text(),
    /** As they call themselves on WhatsApp. */
    name: text(),
    /** As we call them: what WhatsApp says goes on changing beside it. */
    givenName: text('given_name'),
    username: text(),
    language: text(),
    /** IANA name. */
    timeZone: text('time_zone'),
    /** `1990-05-04`, or `--05-04` without a year. */
    birthday: text(),
    tags: text().array().notNull().default(sql`'{}'`),
    /** What an operator or an automation keeps: text, numbers, booleans and null, by name. */
    attributes: jsonb().notNull().default({}),
    /** Grows with each change that others are told of; 0 while nobody was told of the contact. */
    version: integer().notNull().default(0),
    optedOut: boolean('opted_out').notNull().default(false),
    consentVersion: text('consent_version'),
    consentAt: timestamp('consent_at', { withTimezone: true }),
    lastInboundAt: timestamp('last_inbound_at', { withTimezone: true }),
    /** The end of the 24 hours in which we may write freely, counted from the time that Meta gives. */
    windowExpiresAt: timestamp('window_expires_at', { withTimezone: true }),
    /** A person answers, and the bot is silent, until then at the latest. */
    handedOverAt: timestamp('handed_over_at', { withTimezone: true }),
    handedOverUntil: timestamp('handed_over_until', { withTimezone: true }),
    handedOverBy: text('handed_over_by'),
    handedOverReason: text('handed_over_reason'),
    /** Both turned out to be one person: everything of this contact is the other's now. */
    mergedInto: uuid('merged_into'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** "Delete my data" was said; the goodbye may still be on its way. */
    erasingAt: timestamp('erasing_at', { withTimezone: true }),
    erasedAt: timestamp('erased_at', { withTimezone: true }),
  },
  table => [
    index().on(table.erasingAt).where(sql`${table.erasingAt} is not null and ${table.erasedAt} is null`),
    index('contacts_merged').on(table.mergedInto).where(sql`${table.mergedInto} is not null`),
    index('contacts_activity').on(sql`coalesce(${table.lastInboundAt}, ${table.createdAt})`, table.id),
  ],
)
