import { setTimeout as sleep } from 'node:timers/promises'
import { TransientError } from '@astria-bot/contracts'
import type { SqlClient, SqlConnection } from './sql-client.ts'

/** The right to be the only in-process bus on a database. */
export interface Ownership {
  /** Throws a TransientError while it is not known that nobody else has the right. */
  assert(): void
  release(): void
}

/** A process that was killed a moment ago may still be in the way. */
const PATIENCE_MS = 5_000
const PAUSE_MS = 200

/**
 * Takes an advisory lock on a connection of its own, which ends with the process. Throws when another process has it.
 * When the database restarts, the lock is lost and taken again; until then nothing is published or taken.
 */
export async function takeOwnership(sql: SqlClient): Promise<Ownership> {
  let connection: SqlConnection | undefined
  let released = false

  const own = (taken: SqlConnection) => {
    connection = taken
    const lost = () => {
      if (connection !== taken) return
      connection = undefined
      taken.release(true)
      void regain()
    }
    taken.on('error', lost)
    taken.on('end', lost)
  }

  const regain = async () => {
    while (!released && !connection) {
      const taken = await lock(sql).catch(() => undefined)
      if (taken && released) taken.release(true)
      else if (taken) own(taken)
      else await sleep(PAUSE_MS)
    }
  }

  own(await lockWithin(sql, PATIENCE_MS))
  return {
    assert() {
      if (!connection) throw new TransientError('the in-process bus has lost its lock on the database')
    },
    release() {
      released = true
      const held = connection
      connection = undefined
      held?.release(true)
    },
  }
}

async function lockWithin(sql: SqlClient, patienceMs: number): Promise<SqlConnection> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const taken = await lock(sql)
    if (taken) return taken
    if (Date.now() > deadline) {
      throw new Error(
        'Another process already runs the in-process bus on this database. It works in a single process only: ' +
          'stop the other one, or run the apps on NATS.',
      )
    }
    await sleep(PAUSE_MS)
  }
}

async function lock(sql: SqlClient): Promise<SqlConnection | undefined> {
  const connection = await sql.connect()
  try {
    const { rows } = await connection.query(
      `select pg_try_advisory_lock(hashtext('astria-bot in-process bus')) as taken`,
    )
    if ((rows[0] as { taken: boolean }).taken) return connection
  } catch (error) {
    connection.release(true)
    throw error
  }
  connection.release()
  return undefined
}
