import { index, uuid } from 'drizzle-orm/pg-core'
import { imagingSchema } from '../schemas.ts'

/** Contacts who turned out to be the same person as another one. What they own stays under the id it was made under. */
export const mergedContacts = imagingSchema.table(
  'merged_contacts',
  {
    contactId: uuid('contact_id').primaryKey(),
    /** Who remains: never merged itself. */
    into: uuid().notNull(),
  },
  table => [index().on(table.into)],
)
