import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { asTransient } from './as-transient.ts'
import type { Database, Statement } from './database.ts'
import { requireSchema } from './require-schema.ts'
import { runTransaction } from './run-transaction.ts'

/** Where and how to connect. */
export interface ConnectOptions {
  url: string
  /** Shown by the server as `application_name`. */
  name: string
  /** Connections at most. Default 10. */
  max?: number
  /** Told about connections that broke while idle. */
  onError?: (error: Error) => void
  /** Default 15 s. */
  statementTimeoutMs?: number
  /** Default 10 s. */
  lockTimeoutMs?: number
  /** Default 20 s: how long a vanished process keeps its locks. */
  idleInTransactionTimeoutMs?: number
  /** Default 5 s, for a new connection and for a free one. */
  connectTimeoutMs?: number
}

/** Opens a pool. Connects with the first query, not before. */
export function connect(options: ConnectOptions): Database {
  const pool = openPool(options)

  /** A connection that met an error of its own or the server's never goes back into the pool. */
  async function withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    let client: pg.PoolClient | undefined
    let broken = false
    try {
      client = await pool.connect()
      return await work(client)
    } catch (error) {
      const mapped = asTransient(error)
      broken = mapped !== error || client?.getTransactionStatus() !== 'I'
      throw mapped
    } finally {
      client?.release(broken)
    }
  }

  // Each query may meet another connection: no transactions on this way.
  const everyday = (config: unknown, values?: unknown[]) => withClient(client => client.query(config as string, values))

  return {
    pool,
    drizzle: drizzle({ query: everyday } as unknown as pg.PoolClient),
    query: <Row>({ name, text }: Statement, values: unknown[]) =>
      withClient(async client => {
        const result = await client.query({ name, text, values })
        return result.rows as Row[]
      }),
    transaction: work => withClient(client => runTransaction(client, work)),
    ready: () => withClient(requireSchema),
    close: () => pool.end(),
  }
}

/**
 * A prepared statement keeps the plan that was right when its table was empty: reading all of it. Measured: the lookup of
 * 32 messages took 77 ms a minute after the first start, with 25,000 rows, and 0.03 ms by the index. So a table is read
 * whole only where no index helps, and such a plan's price must then not start the just-in-time compiler.
 */
const plannerOptions = '-c enable_seqscan=off -c jit=off'

function openPool(options: ConnectOptions): pg.Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? 15_000
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.name,
    max: options.max ?? 10,
    pipeline: true,
    options: plannerOptions,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutMs,
    lock_timeout: options.lockTimeoutMs ?? 10_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 20_000,
    // The server's own limit does not come through a link that was cut.
    query_timeout: statementTimeoutMs + 5000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5000,
  })
  pool.on('error', error => options.onError?.(error))
  // The pool listens only while a client is idle: one that breaks between two statements would end the process.
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}
