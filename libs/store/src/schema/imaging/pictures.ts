import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { imagingSchema } from '../schemas.ts'

/** The pictures that customers handed in to train with, and what was found in them. */
export const pictures = imagingSchema.table(
  'pictures',
  {
    id: uuid().primaryKey(),
    contactId: uuid('contact_id').notNull(),
    setId: uuid('set_id').notNull(),
    /** WhatsApp's id of the message, echoed in the verdict. */
    messageId: text('message_id').notNull(),
    state: text({ enum: ['fetching', 'accepted', 'refused', 'held'] })
      .notNull()
      .default('fetching'),
    reasons: text().array().notNull().default([]),
    /** What was noted and did not refuse it. */
    warnings: text().array().notNull().default([]),
    className: text('class_name'),
    /** What inspect saw in the person, such as the colour of the eyes. */
    traits: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** False when inspect did not answer and it was accepted all the same. */
    inspected: boolean().notNull().default(false),
    sha256: text(),
    /** Difference hash, 16 hex digits. */
    hash: text(),
    width: integer(),
    height: integer(),
    fileKey: text('file_key'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    judgedAt: timestamp('judged_at', { withTimezone: true }),
  },
  table => [
    index().on(table.contactId, table.setId),
    index().on(table.createdAt, table.id),
    check('pictures_state', sql`state in ('fetching', 'accepted', 'refused', 'held')`),
  ],
)
