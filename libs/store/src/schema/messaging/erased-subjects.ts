import { index, text, timestamp } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'

/**
 * Subjects of events about contacts who are forgotten, until the streams hold none of them any more. A subject is a
 * hash or an id: nothing can be read from it.
 */
export const erasedSubjects = messagingSchema.table(
  'erased_subjects',
  {
    subject: text().primaryKey(),
    erasedAt: timestamp('erased_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [index().on(table.erasedAt)],
)
