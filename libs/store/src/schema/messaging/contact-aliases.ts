import { index, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'
import { contacts } from './contacts.ts'

/** Every name by which WhatsApp has called a contact. Survives a change of number or of user id. */
export const contactAliases = messagingSchema.table(
  'contact_aliases',
  {
    channel: text().notNull(),
    kind: text({ enum: ['user_id', 'phone'] }).notNull(),
    value: text().notNull(),
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contacts.id),
  },
  table => [primaryKey({ columns: [table.value, table.kind, table.channel] }), index().on(table.contactId)],
)
