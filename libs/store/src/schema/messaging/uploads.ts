import { primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'

/** Files of ours that WhatsApp has: uploaded once per number, then sent by id until Meta forgets them. */
export const uploads = messagingSchema.table(
  'uploads',
  {
    channel: text().notNull(),
    fileKey: text('file_key').notNull(),
    mediaId: text('media_id').notNull(),
    validUntil: timestamp('valid_until', { withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.channel, table.fileKey] })],
)
