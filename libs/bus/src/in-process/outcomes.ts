import { streamOf } from '@astria-bot/contracts'
import type { Delivery, Outcomes } from '../delivery.ts'
import type { Lane } from './lane.ts'
import { DATABASE_PAUSE_MS } from './lane-reader.ts'
import type { SqlClient } from './sql-client.ts'
import { advanceCursors, buryEvent, postponeEvent } from './statements.ts'

/** A stored event on its way to a handler. */
export interface StoredDelivery extends Delivery {
  readonly lane: Lane
  readonly id: string
  readonly type: string
}

/** Notes in the database what became of events, and frees their lanes. */
export function createStoredOutcomes(
  sql: SqlClient,
  durable: string,
  free: (lane: Lane, delayMs?: number) => void,
): Outcomes<StoredDelivery> {
  const done = ({ lane, id }: StoredDelivery) => {
    lane.position = id
    lane.deliveries = 0
    free(lane)
  }

  return {
    async acknowledge(deliveries) {
      try {
        await sql.query(advanceCursors, [durable, deliveries.map(d => d.partition), deliveries.map(d => d.id)])
      } catch {
        // Not noted as done, so it is handled again: the inbox absorbs it.
        for (const { lane } of deliveries) free(lane, DATABASE_PAUSE_MS)
        return
      }
      deliveries.forEach(done)
    },
    async retry({ lane, partition, deliveries }, delayMs) {
      lane.deliveries = deliveries
      await sql.query(postponeEvent, [durable, partition, deliveries, delayMs]).catch(() => {})
      free(lane, delayMs)
    },
    async bury(delivery, { reason, code }) {
      const { lane, partition, id, type, deliveries, text } = delivery
      try {
        await sql.query(buryEvent, [durable, partition, id, streamOf(type), reason, code, deliveries, text])
      } catch {
        return free(lane, DATABASE_PAUSE_MS)
      }
      done(delivery)
    },
    async release(deliveries) {
      for (const { lane } of deliveries) lane.busy = false
    },
  }
}
