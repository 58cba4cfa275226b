import { createInProcessBus } from '@astria-bot/bus'
import { packRefreshRequested } from '@astria-bot/contracts'
import { createDatabase } from '@astria-bot/testing'
import pg from 'pg'
import { PARTITIONS, type Storage } from './harness.ts'

/** The in-process bus on a database of its own. */
export interface InProcessStorage extends Storage {
  readonly pool: pg.Pool
}

export async function startInProcess(): Promise<InProcessStorage> {
  const database = await createDatabase()
  const pool = openPool(database.url)
  return {
    pool,
    replicas: 1,
    victim: { kind: 'in-process', url: database.url },
    open: options => createInProcessBus({ sql: pool, name: 'test', partitions: PARTITIONS, ...options }),
    async putRaw(partition, text) {
      await pool.query('insert into ops.bus_events (event_id, type, partition, envelope) values ($1, $2, $3, $4)', [
        `raw-${text}`,
        packRefreshRequested.type,
        partition,
        text,
      ])
    },
    async dispose() {
      await pool.end()
      await database.drop()
    },
  }
}

export function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 5 })
  pool.on('error', () => {})
  // As the store does: a connection may end while nobody listens to it, just before or after its query.
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}
