import { sql } from 'drizzle-orm'
import { check, index, integer, json, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { automationSchema } from '../schemas.ts'

const time = (name: string) => timestamp(name, { withTimezone: true })
const states = ['running', 'waiting', 'completed', 'stopped', 'skipped', 'failed'] as const

/** One run of an automation for one contact, because of one occurrence. */
export const executions = automationSchema.table(
  'executions',
  {
    executionId: uuid('execution_id').primaryKey(),
    automationId: uuid('automation_id').notNull(),
    version: integer().notNull(),
    contactId: uuid('contact_id').notNull(),
    /** What it ran for: the id of an event, or the name of a slot. */
    occurrence: text().notNull(),
    /** What happened, as the steps may refer to it. */
    trigger: json().notNull(),
    state: text({ enum: states }).notNull(),
    /** Why it was stopped or skipped, or how it failed: a short word. */
    reason: text(),
    /** Where it goes on. Null when it has ended. */
    position: json(),
    /** The automations whose executions led to this one, the first first: a loop shows here. */
    chain: json().notNull(),
    startedAt: time('started_at').notNull(),
    endedAt: time('ended_at'),
  },
  table => [
    // At most one execution per automation, contact and occurrence.
    unique('executions_once').on(table.automationId, table.contactId, table.occurrence),
    index().on(table.contactId),
    index().on(table.automationId, table.startedAt, table.executionId),
    index().on(table.endedAt),
    check('executions_state', sql`state in ('running', 'waiting', 'completed', 'stopped', 'skipped', 'failed')`),
  ],
)

/** The log of an execution: one row per step that was taken or left out. */
export const steps = automationSchema.table(
  'steps',
  {
    executionId: uuid('execution_id').notNull(),
    number: integer().notNull(),
    /** Where it stands in the definition, such as `steps.2.then.0`. */
    path: text().notNull(),
    action: text().notNull(),
    state: text({ enum: ['done', 'requested', 'deferred', 'skipped', 'failed'] }).notNull(),
    reason: text(),
    input: json(),
    output: json(),
    at: time('at').notNull(),
  },
  table => [primaryKey({ columns: [table.executionId, table.number] })],
)

/** Executions that wait. The row is deleted in the transaction in which the execution goes on. */
export const waits = automationSchema.table(
  'waits',
  {
    executionId: uuid('execution_id').primaryKey(),
    automationId: uuid('automation_id').notNull(),
    contactId: uuid('contact_id').notNull(),
    dueAt: time('due_at').notNull(),
    /** How often going on has failed; it is tried again at that time. */
    attempts: integer().notNull().default(0),
    retryAt: time('retry_at'),
  },
  table => [index().on(table.dueAt), index().on(table.contactId)],
)

/** Messages that executions asked for: what becomes of them is written into the step. */
export const requests = automationSchema.table(
  'requests',
  {
    requestId: uuid('request_id').primaryKey(),
    executionId: uuid('execution_id').notNull(),
    step: integer().notNull(),
    contactId: uuid('contact_id').notNull(),
    requestedAt: time('requested_at').notNull(),
  },
  table => [index().on(table.contactId), index().on(table.requestedAt)],
)
