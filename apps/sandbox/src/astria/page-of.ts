import { AstriaError } from './astria.ts'

export type ListQuery = Record<string, string | string[] | undefined>

const DEFAULT_LIMIT = 20
const MAX_LIMIT = 120

/** Newest first, 20 unless asked, at most 120; deep offsets are refused. */
export function pageOf<Row extends { id: string }>(rows: readonly Row[], query: ListQuery, maxOffset: number): Row[] {
  const limit = Math.min(Math.max(Number(query.limit ?? DEFAULT_LIMIT) || DEFAULT_LIMIT, 1), MAX_LIMIT)
  const offset = Number(query.offset ?? 0) || 0
  if (offset > maxOffset) throw new AstriaError(400, 'offset is too large, use before_id')
  const before = query.before_id === undefined ? Number.POSITIVE_INFINITY : Number(query.before_id)
  const newestFirst = rows.filter(row => Number(row.id) < before).sort((a, b) => Number(b.id) - Number(a.id))
  return newestFirst.slice(offset, offset + limit)
}
