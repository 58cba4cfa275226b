import { index, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'
import { contacts } from './contacts.ts'

/** Pictures as they came, before anybody downloaded them: what apps/image needs to fetch one that is handed in later. */
export const pictures = messagingSchema.table(
  'pictures',
  {
    /** Derived from the event that brought it. */
    id: uuid().primaryKey(),
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contacts.id),
    channel: text().notNull(),
    /** WhatsApp's id of the message: reactions and quotes go to it. */
    wamid: text().notNull(),
    mediaId: text('media_id').notNull(),
    mimeType: text('mime_type').notNull(),
    sha256: text(),
    /** Lives for minutes. */
    url: text(),
    sentAt: timestamp('sent_at', { withTimezone: true }).notNull(),
    /** The set it was submitted to. */
    setId: uuid('set_id'),
    discardedAt: timestamp('discarded_at', { withTimezone: true }),
  },
  table => [index().on(table.contactId)],
)
