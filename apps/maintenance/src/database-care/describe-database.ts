import type { Database } from '@astria-bot/store'
import { tableStates } from './table-states.ts'

/** What a person should know of the database. */
export interface DatabaseReport {
  bytes: number
  /** The largest tables, and how much of them is dead rows. Not under `name`: the log takes that for a person's. */
  tables: { table: string; bytes: number; live: number; deadShare: number }[]
  /** Left by a `create index concurrently` that failed: they cost and help nobody. */
  invalidIndexes: string[]
  /** Open for more than an hour: vacuum can clean up nothing that came after them. */
  longTransactions: { application: string; hours: number }[]
  connections: { used: number; max: number }
  /** False: this role sees its own sessions only, and nobody else's transactions. */
  seesAll: boolean
  /** Without a partition for the time to come they would refuse rows. There are none: docs/decisions/0063-no-partitions.md. */
  partitioned: string[]
}

const size = { name: 'maintenance:size', text: 'select pg_database_size(current_database())::float8 as bytes' }
const invalid = {
  name: 'maintenance:invalid-indexes',
  text: 'select indexrelid::regclass::text as name from pg_index where not indisvalid',
}
const long = {
  name: 'maintenance:long-transactions',
  text: `select application_name as application, round(extract(epoch from now() - xact_start) / 3600)::float8 as hours
    from pg_stat_activity where datname = current_database() and xact_start < now() - interval '1 hour'`,
}
const connections = {
  name: 'maintenance:connections',
  text: `select (select count(*)::float8 from pg_stat_activity where backend_type = 'client backend') as used,
    current_setting('max_connections')::float8 as max`,
}
const sees = {
  name: 'maintenance:sees-all',
  text: `select pg_has_role('pg_read_all_stats', 'usage') as "seesAll"`,
}
const partitioned = {
  name: 'maintenance:partitioned',
  text: 'select partrelid::regclass::text as name from pg_partitioned_table',
}
const largest = 10

/** Asks the server. */
export async function describeDatabase(db: Database): Promise<DatabaseReport> {
  const names = async (statement: { name: string; text: string }) =>
    (await db.query<{ name: string }>(statement, [])).map(({ name }) => name)
  const [{ bytes } = { bytes: 0 }] = await db.query<{ bytes: number }>(size, [])
  const [used = { used: 0, max: 0 }] = await db.query<DatabaseReport['connections']>(connections, [])
  const [{ seesAll } = { seesAll: false }] = await db.query<{ seesAll: boolean }>(sees, [])
  const tables = await tableStates(db)
  return {
    bytes,
    tables: tables.slice(0, largest).map(({ name, bytes, live, dead }) => ({
      table: name,
      bytes,
      live,
      deadShare: live + dead === 0 ? 0 : Math.round((dead / (live + dead)) * 100) / 100,
    })),
    invalidIndexes: await names(invalid),
    longTransactions: await db.query<DatabaseReport['longTransactions'][number]>(long, []),
    connections: used,
    seesAll,
    partitioned: await names(partitioned),
  }
}
