import { drizzle } from 'drizzle-orm/node-postgres'
import type { PoolClient } from 'pg'
import type { Statement, Transaction } from './database.ts'

/** Begins, works, and commits or rolls back on one connection. Throws what the work or the connection threw. */
export async function runTransaction<T>(client: PoolClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  // Not awaited: in pipeline mode it travels in front of the first statement and saves a round trip.
  const begun = client.query('begin')
  begun.catch(() => {})
  const { tx, end } = openTransaction(client)
  let value: T
  try {
    value = await work(tx)
    await begun
  } catch (error) {
    end()
    await client.query('rollback').catch(() => {})
    throw error
  }
  end()
  const { command } = await client.query('commit')
  // A transaction whose statement failed while the work went on is answered by ROLLBACK, without an error.
  if (command !== 'COMMIT') throw new Error('a statement of the transaction had failed: it was rolled back')
  return value
}

function openTransaction(client: PoolClient): { tx: Transaction; end: () => void } {
  let open = true
  const query = (config: unknown, values?: unknown[]) => {
    if (!open) return Promise.reject(new Error('the transaction has ended: this statement was not awaited inside it'))
    if (/^\s*(begin|start|commit|rollback(?! to))/i.test(textOf(config))) {
      return Promise.reject(new Error('transactions do not nest: use a savepoint'))
    }
    return client.query(config as string, values)
  }
  let built: Transaction['drizzle'] | undefined
  const tx: Transaction = {
    get drizzle() {
      built ??= drizzle({ query } as unknown as PoolClient)
      return built
    },
    query: async <Row>({ name, text }: Statement, values: unknown[]) => {
      const result = await query({ name, text, values })
      return result.rows as Row[]
    },
  }
  return { tx, end: () => (open = false) }
}

function textOf(config: unknown): string {
  return typeof config === 'string' ? config : (config as { text: string }).text
}
