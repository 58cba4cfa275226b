import { json, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { automationSchema } from '../schemas.ts'

/**
 * Message templates as the newest `template.changed` told of them. Nothing is told of an account before its whole list
 * was read: without a row nothing is known, and nothing is refused.
 */
export const templates = automationSchema.table(
  'templates',
  {
    account: text().notNull(),
    name: text().notNull(),
    language: text().notNull(),
    /** In WhatsApp's word; DELETED when there is none any more. */
    status: text().notNull(),
    /** What it has to be filled with; null: not known. */
    needs: json(),
    /** When it was told: an older event does not overwrite a newer one. */
    toldAt: timestamp('told_at', { withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.account, table.name, table.language] })],
)
