import { json, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { opsSchema } from '../schemas.ts'

const time = (name: string) => timestamp(name, { withTimezone: true })

/** One row per job and slot: a slot (such as `2026-11-20`) is run once, whoever rings. */
export const jobRuns = opsSchema.table(
  'job_runs',
  {
    job: text().notNull(),
    slot: text().notNull(),
    startedAt: time('started_at').notNull().defaultNow(),
    leaseUntil: time('lease_until').notNull(),
    finishedAt: time('finished_at'),
    /** How much each of its steps did, and what it has to report. Null: a schedule began here, nothing was done. */
    result: json(),
  },
  table => [primaryKey({ columns: [table.job, table.slot] })],
)
