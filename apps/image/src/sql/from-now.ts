import { type SQL, sql } from 'drizzle-orm'

/** So many milliseconds from now, by the database's clock. */
export function fromNow(ms: number): SQL<Date> {
  return sql`now() + ${ms} * interval '1 millisecond'`
}
