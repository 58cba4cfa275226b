import { sql } from 'drizzle-orm'
import { boolean, check, integer, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { imagingSchema } from '../schemas.ts'

const time = (name: string) => timestamp(name, { withTimezone: true })

/** One row: when the packs are read next, and who is reading them now. */
export const packSync = imagingSchema.table(
  'pack_sync',
  {
    id: integer().primaryKey(),
    dueAt: time('due_at').notNull(),
    /** Somebody asked for the example media of all packs to be made anew. */
    anew: boolean().notNull().default(false),
    /** The packs of which only that was asked. */
    anewPacks: text('anew_packs').array().notNull().default([]),
    leaseId: uuid('lease_id'),
    leaseUntil: time('lease_until'),
  },
  () => [check('pack_sync_one', sql`id = 1`)],
)
