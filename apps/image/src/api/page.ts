import { RejectedError } from '@astria-bot/contracts'
import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { readCursor, writeCursor } from './cursor.ts'

/** The query of a list: newest first, from a cursor on. */
export const PageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  contactId: z.uuid().optional(),
})

/** The condition for rows after a cursor. Throws RejectedError for a cursor that is none. */
export function after(cursor: string | undefined, at: PgColumn, id: PgColumn): SQL | undefined {
  if (cursor === undefined) return undefined
  const from = readCursor(cursor)
  if (!from) throw new RejectedError('bad_cursor', 'the cursor is none')
  return sql`(date_trunc('milliseconds', ${at}), ${id}) < (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`
}

/** A page of rows, of which one more than the limit was read. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => { at: Date; id: string },
  item: (row: Row) => Item,
) {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { items: shown.map(item), next: last ? writeCursor(cursorOf(last)) : null }
}
