import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { automationSchema } from '../schemas.ts'

const time = (name: string) => timestamp(name, { withTimezone: true })

/** An automation: which of its versions counts, and whether it runs. */
export const automations = automationSchema.table(
  'automations',
  {
    automationId: uuid('automation_id').primaryKey(),
    name: text().notNull(),
    /** The version that new executions take. */
    version: integer().notNull(),
    enabled: boolean().notNull().default(false),
    /** Why it is off although somebody had switched it on: it failed again and again. */
    disabledReason: text('disabled_reason'),
    disabledAt: time('disabled_at'),
    /** Executions that failed since the last one that did not. */
    failures: integer().notNull().default(0),
    /** Up to when its times (cron, birthdays, dates) were looked at. Null: they begin with the next look. */
    plannedUntil: time('planned_until'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
    /** Kept for the log of its executions. */
    deletedAt: time('deleted_at'),
  },
  table => [index().on(table.createdAt, table.automationId).where(sql`${table.deletedAt} is null`)],
)

/** What an automation does, version by version. A row never changes: a running execution keeps its version. */
export const versions = automationSchema.table(
  'versions',
  {
    automationId: uuid('automation_id')
      .notNull()
      .references(() => automations.automationId),
    version: integer().notNull(),
    definition: jsonb().notNull(),
    /** The name of the key that saved it. */
    savedBy: text('saved_by').notNull(),
    savedAt: time('saved_at').notNull().defaultNow(),
  },
  table => [primaryKey({ columns: [table.automationId, table.version] })],
)

/** One row that changes whenever any automation does: by it every replica notices, in the transaction that asks. */
export const library = automationSchema.table('library', {
  id: smallint().primaryKey().default(1),
  revision: bigint({ mode: 'number' }).notNull(),
})
