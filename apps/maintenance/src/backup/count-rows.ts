import type pg from 'pg'

const tables = `select format('%I.%I', schemaname, tablename) as name from pg_tables
  where schemaname in ('messaging', 'imaging', 'payments', 'automation', 'ops', 'drizzle') order by 1`

/** How many rows each table has, as the connection sees them. */
export async function countRows(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string }>(tables)
  const counts: Record<string, number> = {}
  for (const { name } of rows) {
    const counted = await client.query<{ n: number }>(`select count(*)::float8 as n from ${name}`)
    counts[name] = counted.rows[0]?.n ?? 0
  }
  return counts
}
