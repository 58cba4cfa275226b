import { z } from 'zod'

/** Newest first; `cursor` is the `next` of the page before. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Items per page.'),
  cursor: z
    .string()
    .regex(/^[0-9]{1,15}$/)
    .transform(Number)
    .optional()
    .describe('The `next` of the page before.'),
})

/** A page of items. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable().describe('Null on the last page.') })
}

/** Cuts what was read, one more than wanted, into a page. */
export function toPage<Row extends { seq: number }>(rows: readonly Row[], limit: number) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? String(last.seq) : null }
}
