import { integer, json, text, timestamp } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'

/** The catalogue as `pack.images.updated` told it last. */
export const packs = messagingSchema.table('packs', {
  packId: text('pack_id').primaryKey(),
  version: integer().notNull(),
  /** The data of the event. */
  data: json().notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
})
