import { sql } from 'drizzle-orm'
import { check, date, index, integer, json, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { automationSchema } from '../schemas.ts'

const time = (name: string) => timestamp(name, { withTimezone: true })

/** One time at which an automation fires. Its key lets it fire once, however many replicas ring. */
export const slots = automationSchema.table(
  'slots',
  {
    automationId: uuid('automation_id').notNull(),
    /** Such as `cron:2026-11-20T09:00:00.000Z`. */
    slot: text().notNull(),
    version: integer().notNull(),
    dueAt: time('due_at').notNull(),
    /** Which contacts it is for, as the finder needs it. */
    audience: json().notNull(),
    /** How far the audience was worked through. */
    cursor: json(),
    state: text({ enum: ['open', 'done', 'skipped'] })
      .notNull()
      .default('open'),
    /** Executions that it began. */
    reached: integer().notNull().default(0),
    /** How often a page of it has failed in a row; it is tried again at that time. */
    attempts: integer().notNull().default(0),
    retryAt: time('retry_at'),
    plannedAt: time('planned_at').notNull(),
    endedAt: time('ended_at'),
  },
  table => [
    primaryKey({ columns: [table.automationId, table.slot] }),
    index().on(table.dueAt).where(sql`state = 'open'`),
    index().on(table.endedAt),
    check('slots_state', sql`state in ('open', 'done', 'skipped')`),
  ],
)

/**
 * How often an automation ran for a contact on a day, and how many messages it asked for; under the zero id, all of them
 * together.
 */
export const counters = automationSchema.table(
  'counters',
  {
    contactId: uuid('contact_id').notNull(),
    automationId: uuid('automation_id').notNull(),
    what: text({ enum: ['executions', 'messages'] }).notNull(),
    /** The contact's own day. */
    day: date().notNull(),
    count: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.contactId, table.automationId, table.what, table.day] }),
    index().on(table.day),
  ],
)
