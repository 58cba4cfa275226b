import { z } from 'zod'

/** The query of a list, the newest first. `cursor` is the `next` of the page before. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Items per page.'),
  cursor: z.string().min(1).max(200).optional().describe('The `next` of the page before.'),
})

/** A cursor of what has a number of its own: the number of the last one. */
export const NumberCursor = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .optional()
  .describe('The `next` of the page before.')

/** A page of items. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable().describe('Null on the last page.') })
}

/** Cuts what was read, one more than wanted, into a page. */
export function toPage<Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => string) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null }
}

/** A place in a list that is ordered by a time and an id; the time with all its digits, as Postgres writes it. */
export interface TimeCursor {
  at: string
  id: string
}

/** A place as text for a link. */
export function writeTimeCursor({ at, id }: TimeCursor): string {
  return Buffer.from(`${at}|${id}`).toString('base64url')
}

/** A cursor of a list that is ordered by time and id. */
export const TimeCursorQuery = PageQuery.shape.cursor.transform((text, context): TimeCursor | undefined => {
  if (text === undefined) return undefined
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|')
  if (/^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z$/.test(at) && z.uuid().safeParse(id).success) return { at, id }
  context.addIssue({ code: 'custom', message: 'none of ours' })
  return z.NEVER
})

/** `true` and `false` in a query. */
export const Flag = z.enum(['true', 'false']).transform(value => value === 'true')
