import type { Answer } from '../faults/with-faults.ts'

const LIMIT = 25
const MAX_LIMIT = 100

const cursorOf = (index: number) => Buffer.from(String(index)).toString('base64url')

function indexOf(cursor: string | undefined): number {
  const index = cursor === undefined ? -1 : Number(Buffer.from(cursor, 'base64url').toString())
  return Number.isInteger(index) ? index : -1
}

/** A page of a list as the Graph API has it: `data`, cursors, and `next` (with the token in it) where more follows. */
export function cursorPage(
  rows: readonly unknown[],
  { limit, after }: { limit?: string; after?: string },
  address: string,
): Answer {
  const size = Math.min(Math.max(Number(limit ?? LIMIT) || LIMIT, 1), MAX_LIMIT)
  const first = indexOf(after) + 1
  const data = rows.slice(first, first + size)
  if (data.length === 0) return { status: 200, body: { data } }
  const last = first + data.length - 1
  const cursors = { before: cursorOf(first), after: cursorOf(last) }
  const next = last + 1 < rows.length ? { next: `${address}?limit=${size}&after=${cursors.after}&access_token=…` } : {}
  return { status: 200, body: { data, paging: { cursors, ...next } } }
}
