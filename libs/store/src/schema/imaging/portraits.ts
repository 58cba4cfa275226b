import { sql } from 'drizzle-orm'
import { check, index, integer, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { imagingSchema } from '../schemas.ts'
import { orders } from './orders.ts'

/** What Astria made for an order: each image of each prompt once. */
export const portraits = imagingSchema.table(
  'portraits',
  {
    /** Derived from order, prompt and index. */
    id: uuid().primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.orderId, { onDelete: 'cascade' }),
    contactId: uuid('contact_id').notNull(),
    promptId: text('prompt_id').notNull(),
    index: integer().notNull(),
    state: text({ enum: ['copying', 'kept', 'missing'] })
      .notNull()
      .default('copying'),
    /** Why it is missing. */
    reason: text(),
    fileKey: text('file_key'),
    mimeType: text('mime_type'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [
    unique().on(table.orderId, table.promptId, table.index),
    index().on(table.contactId),
    check('portraits_state', sql`state in ('copying', 'kept', 'missing')`),
  ],
)
