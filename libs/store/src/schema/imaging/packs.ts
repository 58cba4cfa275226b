import { integer, jsonb, text, timestamp } from 'drizzle-orm/pg-core'
import { imagingSchema } from '../schemas.ts'

/** The packs as they were announced last, and what their example media were made from. */
export const packs = imagingSchema.table('packs', {
  packId: text('pack_id').primaryKey(),
  /** Grows with every announcement. */
  version: integer().notNull(),
  /** The data of the event. */
  data: jsonb().notNull(),
  /** By name of the medium (`cover`, or a class): a hash of the addresses it was made from. */
  sources: jsonb().$type<Record<string, string>>().notNull().default({}),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
})
