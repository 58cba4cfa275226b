import { sql } from 'drizzle-orm'
import { index, integer, json, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { automationSchema } from '../schemas.ts'

/** Contacts as the newest `contact.created` or `contact.changed` told of them. */
export const contacts = automationSchema.table(
  'contacts',
  {
    contactId: uuid('contact_id').primaryKey(),
    /** Of the snapshot: an older one does not overwrite a newer one. */
    version: integer().notNull(),
    snapshot: json().notNull(),
    timeZone: text('time_zone'),
    /** Month × 100 + day: 229 is 29 February. */
    birthday: smallint(),
  },
  table => [
    // Finds today's birthdays in one time zone among a million contacts, in pages by id.
    index('contacts_birthday')
      .on(table.birthday, table.timeZone, table.contactId)
      .where(sql`${table.birthday} is not null`),
  ],
)

/** The subjects under which a contact's messages arrive, and the ids of those who have become part of this contact. */
export const contactKeys = automationSchema.table(
  'contact_keys',
  {
    key: text().primaryKey(),
    contactId: uuid('contact_id').notNull(),
  },
  table => [index().on(table.contactId)],
)

/** When a contact wrote last. Apart from the snapshot, because it changes with every message. */
export const activity = automationSchema.table(
  'activity',
  {
    contactId: uuid('contact_id').primaryKey(),
    lastInboundAt: timestamp('last_inbound_at', { withTimezone: true }).notNull(),
  },
  // "Seven days after their last message".
  table => [index('activity_last').on(table.lastInboundAt, table.contactId)],
)

/** What happened in the last weeks, so that a dry run can answer for them. */
export const history = automationSchema.table(
  'history',
  {
    eventId: text('event_id').primaryKey(),
    contactId: uuid('contact_id').notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    occurrence: json().notNull(),
  },
  table => [index().on(table.contactId), index('history_at').on(table.at, table.eventId)],
)

/** Contacts whose data is gone: whatever comes late for them is dropped. */
export const erasures = automationSchema.table('erasures', {
  contactId: uuid('contact_id').primaryKey(),
  requestedAt: timestamp('requested_at', { withTimezone: true }).notNull().defaultNow(),
})

/** The keys of contacts whose data is gone: what they had written before and comes late is dropped. */
export const erasedKeys = automationSchema.table(
  'erased_keys',
  {
    /** A hash: nothing can be read from it. */
    key: text().primaryKey(),
    erasedAt: timestamp('erased_at', { withTimezone: true }).notNull(),
  },
  table => [index().on(table.erasedAt)],
)

/** Every time zone that a contact has or had: schedules in the contacts' own time are planned zone by zone. */
export const zones = automationSchema.table('zones', { name: text().primaryKey() })
