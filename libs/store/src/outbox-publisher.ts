import type { Event } from '@astria-bot/contracts'
import type { Database, Schema } from './database.ts'
import { createLoop } from './loop.ts'
import { perSchema } from './per-schema.ts'

/** What the publisher needs. */
export interface OutboxPublisherOptions {
  db: Database
  schema: Schema
  /** Durable when it resolves, such as a bus's. Publishing an event twice must be harmless. */
  publish: (events: readonly Event[]) => Promise<void>
  onError?: (error: unknown) => void
  crash?: (point: string) => void
  /** How often it looks without being asked. Default 1 s, spread by a quarter. */
  sweepMs?: number
}

/** Publishes what the transactions of a schema left in its outbox. */
export interface OutboxPublisher {
  /** Publishes soon; call it after every commit. Calls that come meanwhile are gathered. Never throws. */
  flush(): void
  /** Resolves when a round that began after this call has found the outbox empty. */
  flushed(): Promise<void>
  /** Ends the round under way and stops looking. */
  stop(): Promise<void>
}

const limit = 500

// A statement of its own, before the one that reads: only then does that one see what the previous holder committed.
const lock = perSchema(schema => ({
  name: `${schema}:outbox-lock`,
  text: `select pg_advisory_xact_lock(hashtextextended('outbox:${schema}', 0))`,
}))

const take = perSchema(schema => ({
  name: `${schema}:outbox-take`,
  text: `delete from ${schema}.outbox
    where id in (select id from ${schema}.outbox order by id limit ${limit})
    returning id, event`,
}))

/** Starts a publisher. Several may run for one schema: an advisory lock makes them take turns. */
export function createOutboxPublisher(options: OutboxPublisherOptions): OutboxPublisher {
  let stopped = false
  const loop = createLoop({
    everyMs: options.sweepMs ?? 1000,
    onError: error => options.onError?.(error),
    turn: async () => {
      let published = limit
      while (published === limit && !stopped) published = await publishSome(options)
    },
  })
  return {
    flush: loop.ask,
    flushed: loop.next,
    stop: () => {
      stopped = true
      return loop.stop()
    },
  }
}

/** Publishes one round in order, and tells how many. Deleted in the same transaction: a crash before its end repeats it. */
function publishSome({ db, schema, publish, crash }: OutboxPublisherOptions): Promise<number> {
  return db.transaction(async tx => {
    // Sent together, carried out one after the other.
    const [, rows] = await Promise.all([
      tx.query(lock(schema), []),
      tx.query<{ id: string; event: Event }>(take(schema), []),
    ])
    if (rows.length === 0) return 0
    rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    crash?.('outbox:before-publish')
    await publish(rows.map(row => row.event))
    crash?.('outbox:after-publish')
    return rows.length
  })
}
