import type { BusOptions, ConsumeOptions, Consumer } from '../bus.ts'
import { createDispatcher } from '../dispatcher.ts'
import type { WaitingConsumer } from '../waiting.ts'
import { type Lane, openLanes } from './lane.ts'
import { createLaneReader } from './lane-reader.ts'
import { createStoredOutcomes, type StoredDelivery } from './outcomes.ts'
import type { Ownership } from './ownership.ts'
import type { SqlClient } from './sql-client.ts'
import { countWaiting } from './statements.ts'

/** A consumer that is told of every event that was stored. */
export interface InProcessConsumer extends Consumer, WaitingConsumer {
  wake(stored: readonly StoredEvent[]): void
}

/** Where an event was stored. */
export interface StoredEvent {
  type: string
  partition: number
}

interface Parts extends Pick<BusOptions, 'partitions' | 'onEvent' | 'crash'> {
  sql: SqlClient
  ownership: Ownership
}

/** Consumes the events in the database: one cursor per partition, at most one event of each under way. */
export async function consumeInProcess(parts: Parts, options: ConsumeOptions): Promise<InProcessConsumer> {
  const { sql, ownership, partitions, onEvent, crash } = parts
  const { durable } = options
  const types = options.events.map(({ type }) => type)
  const { lanes, waits } = await openLanes(sql, { durable, partitions, types })
  const byPartition = new Map(lanes.map(lane => [lane.partition, lane]))

  const reader = createLaneReader({
    sql,
    ownership,
    lanes,
    types,
    found({ lane, id, type, envelope }) {
      const { partition, deliveries } = lane
      dispatcher.offer({ key: id, id, type, lane, partition, deliveries: deliveries + 1, text: envelope })
    },
  })
  const free = (lane: Lane, delayMs?: number) => reader.free(lane, delayMs)
  const dispatcher = createDispatcher<StoredDelivery>(
    { ...options, partitions, ...(onEvent ? { onEvent } : {}), ...(crash ? { crash } : {}) },
    createStoredOutcomes(sql, durable, free),
  )
  for (const { lane, delayMs } of waits) reader.free(lane, delayMs)
  reader.look()

  return {
    durable,
    async waiting() {
      const positions = [lanes.map(lane => lane.partition), lanes.map(lane => lane.position)]
      const { rows } = await sql.query(countWaiting, [...positions, types])
      return Number(rows[0].count)
    },
    wake(stored) {
      for (const { type, partition } of stored) {
        const lane = byPartition.get(partition)
        if (lane && types.includes(type)) lane.due = true
      }
      reader.look()
    },
    async drain() {
      reader.stop()
      await dispatcher.drain()
    },
  }
}
