import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Pool } from 'pg'

/** A prepared statement: planned once on each connection under its name. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/** Whatever runs a statement: a transaction, or the pool. */
export interface Queryable {
  query<Row>(statement: Statement, values: unknown[]): Promise<Row[]>
}

/** An open transaction. It refuses everything once it has ended, so that nothing slips out of it. */
export interface Transaction extends Queryable {
  /** Everyday queries inside the transaction. Do not begin another one with it. */
  readonly drizzle: NodePgDatabase
}

/** A pool of connections that outlives restarts of the server. */
export interface Database extends Queryable {
  readonly pool: Pool
  /** Everyday queries outside a transaction. */
  readonly drizzle: NodePgDatabase
  /** Runs outside a transaction. Throws TransientError for what may work later. */
  query<Row>(statement: Statement, values: unknown[]): Promise<Row[]>
  /**
   * Commits when `work` resolves, rolls back when it throws. Retries nothing. Throws TransientError when the
   * connection, the server or a lock failed; if that was while committing, it may have been committed: the inbox key
   * in the same transaction is what makes the repetition harmless.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Throws a TransientError when the server does not answer, or its schema is older than this version's or another. */
  ready(): Promise<void>
  close(): Promise<void>
}

/** The schemas that have an inbox, an outbox and effects. */
export type Schema = 'messaging' | 'imaging' | 'payments' | 'automation'
