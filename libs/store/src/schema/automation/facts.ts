import { sql } from 'drizzle-orm'
import { index, json, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { automationSchema } from '../schemas.ts'

/** What happened to a contact's orders, models and messages, as far as automations ask for it: one row per thing. */
export const facts = automationSchema.table(
  'facts',
  {
    contactId: uuid('contact_id').notNull(),
    /** `order`, `model`. */
    kind: text().notNull(),
    /** The id of the order or model. */
    ref: text().notNull(),
    data: json().notNull(),
  },
  table => [primaryKey({ columns: [table.contactId, table.kind, table.ref] }), index().on(table.kind, table.ref)],
)

/** Points in time of a contact that an automation may be relative to: "3 days before the model expires". */
export const dates = automationSchema.table(
  'dates',
  {
    contactId: uuid('contact_id').notNull(),
    /** A field, `model.expiresAt`, or an event, `event:checkout_opened`. */
    name: text().notNull(),
    /** Which of several: the id of the model or order. */
    ref: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** The event that it is the time of. */
    event: json(),
  },
  table => [
    primaryKey({ columns: [table.contactId, table.name, table.ref] }),
    index('dates_name_at').on(table.name, table.at, table.contactId),
  ],
)

/**
 * Dates that were told, or changed, since the schedules were last looked at: what was due before that look is due by the
 * rule for missed times. The look that takes a row writes its batch into it, in the transaction that plans.
 */
export const newDates = automationSchema.table(
  'new_dates',
  {
    id: uuid().primaryKey().defaultRandom(),
    contactId: uuid('contact_id').notNull(),
    name: text().notNull(),
    ref: text().notNull(),
    batch: uuid(),
    toldAt: timestamp('told_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [
    index('new_dates_open').on(table.toldAt).where(sql`batch is null`),
    index('new_dates_batch').on(table.batch, table.name, table.contactId),
    index().on(table.contactId),
  ],
)

/** What happened to a contact who is not known yet: applied when the contact's own event comes. */
export const waitingEvents = automationSchema.table(
  'waiting_events',
  {
    eventId: text('event_id').primaryKey(),
    /** The subject of the event: a key of the contact, or the contact's id. */
    key: text().notNull(),
    event: json().notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [index().on(table.key), index().on(table.receivedAt)],
)
