import { bigserial, boolean, index, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'
import { contacts } from './contacts.ts'

/** Who wanted to hear nothing more, or wanted to again: when, and how we learned it. The contact carries what is true now. */
export const optOuts = messagingSchema.table(
  'opt_outs',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contacts.id),
    /** False: messages are welcome again. */
    optedOut: boolean('opted_out').notNull(),
    /**
     * `keyword`: they wrote it. `preference`: WhatsApp's own switch. `refusal`: a message was refused because of it.
     * `operator`: they told somebody, who wrote it down.
     */
    source: text({ enum: ['keyword', 'preference', 'refusal', 'operator'] }).notNull(),
    /** The name of the operator's key. */
    by: text(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  table => [index().on(table.contactId)],
)
