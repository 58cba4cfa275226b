import { text, timestamp } from 'drizzle-orm/pg-core'
import { opsSchema } from '../schemas.ts'

/** Files that no row names, and since when that is known: they are deleted when nobody has come for them. */
export const orphanedFiles = opsSchema.table('orphaned_files', {
  fileKey: text('file_key').primaryKey(),
  seenAt: timestamp('seen_at', { withTimezone: true }).notNull().defaultNow(),
})
