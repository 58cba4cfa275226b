import { json, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'

/** Message templates as the provider knows them. */
export const templates = messagingSchema.table(
  'templates',
  {
    /** The WhatsApp business account, or Twilio's AccountSid. */
    account: text().notNull(),
    name: text().notNull(),
    /** As in requests: `en_US`. */
    language: text().notNull(),
    /** The provider's id: Meta's template id, or Twilio's ContentSid. */
    providerId: text('provider_id'),
    /** APPROVED can be sent; PAUSED, DISABLED, REJECTED, DELETED, … cannot. */
    status: text().notNull(),
    category: text(),
    quality: text(),
    /** What it consists of, as the provider lists it. */
    components: json().notNull(),
    /** Why it is in this state, as far as the provider or a refused message says. */
    reason: text(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [primaryKey({ columns: [table.account, table.name, table.language] })],
)
