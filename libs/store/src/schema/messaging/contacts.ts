import { sql } from 'drizzle-orm'
import { boolean, index, text, timestamp, uuid } from 'drizzle-orm/pg-core'
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
    phone: text(),
    name: text(),
    username: text(),
    language: text(),
    optedOut: boolean('opted_out').notNull().default(false),
    consentVersion: text('consent_version'),
    consentAt: timestamp('consent_at', { withTimezone: true }),
    lastInboundAt: timestamp('last_inbound_at', { withTimezone: true }),
    /** The end of the 24 hours in which we may write freely, counted from the time that Meta gives. */
    windowExpiresAt: timestamp('window_expires_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** "Delete my data" was said; the goodbye may still be on its way. */
    erasingAt: timestamp('erasing_at', { withTimezone: true }),
    erasedAt: timestamp('erased_at', { withTimezone: true }),
  },
  table => [index().on(table.erasingAt).where(sql`${table.erasingAt} is not null and ${table.erasedAt} is null`)],
)
