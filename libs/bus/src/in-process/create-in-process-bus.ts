import { TransientError } from '@astria-bot/contracts'
import type { Bus, BusOptions } from '../bus.ts'
import { reportByType } from '../report.ts'
import { waitingOf } from '../waiting.ts'
import { consumeInProcess, type InProcessConsumer } from './consume.ts'
import { createStoredDeadLetters } from './dead-letters.ts'
import { forgetStored } from './forget-subjects.ts'
import { takeOwnership } from './ownership.ts'
import { createEventPublisher } from './publish-events.ts'
import type { SqlClient } from './sql-client.ts'
import { forgetEvents } from './statements.ts'

/** Options of the in-process bus. */
export interface InProcessOptions extends BusOptions {
  /** The database with the tables `ops.bus_*`: a `pg.Pool`. One of its connections is kept for the lock. */
  sql: SqlClient
  /** How long events are kept after everybody has handled them, 14 days. */
  retentionMs?: number
}

const DAY_MS = 24 * 3_600_000
const FORGET_EVERY_MS = 3_600_000

/**
 * Makes the bus of a single process, whose events are kept in Postgres: a process that is killed goes on where it was.
 * Throws when another process already has such a bus on this database.
 */
export async function createInProcessBus(options: InProcessOptions): Promise<Bus> {
  const { sql, partitions, onEvent, crash, retentionMs = 14 * DAY_MS } = options
  const ownership = await takeOwnership(sql)
  const consumers = new Set<InProcessConsumer>()
  const publisher = createEventPublisher({
    sql,
    ownership,
    partitions,
    stored(events) {
      for (const consumer of consumers) consumer.wake(events)
    },
  })
  const forget = () => void sql.query(forgetEvents, [retentionMs]).catch(() => {})
  const forgetting = setInterval(forget, FORGET_EVERY_MS).unref()
  forget()

  return {
    async publish(events) {
      await publisher.publish(events)
      crash?.('bus:after-publish-ack')
      reportByType(onEvent, 'published', events)
    },
    async consume(consumeOptions) {
      const consumer = await consumeInProcess({ ...options, ownership }, consumeOptions)
      consumers.add(consumer)
      return {
        async drain() {
          if (consumers.delete(consumer)) await consumer.drain()
        },
      }
    },
    dead: createStoredDeadLetters(sql, publisher),
    forget: (subjects, signal) => forgetStored(sql, subjects, signal),
    waiting: () => waitingOf(consumers),
    async ready() {
      ownership.assert()
      await sql.query('select 1').catch(cause => {
        throw new TransientError('the database of the in-process bus does not answer', { cause })
      })
    },
    async close() {
      clearInterval(forgetting)
      const open = [...consumers]
      consumers.clear()
      await Promise.all(open.map(consumer => consumer.drain()))
      await publisher.idle()
      ownership.release()
    },
  }
}
