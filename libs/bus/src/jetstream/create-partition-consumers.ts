import { setTimeout as sleep } from 'node:timers/promises'
import { type EventDefinition, TransientError } from '@astria-bot/contracts'
import { JetStreamApiError, type JetStreamManager } from '@nats-io/jetstream'
import type { Link } from './link.ts'
import { createPartitionConsumer, type PartitionConsumer } from './partition-consumer.ts'
import { streamConsumers } from './stream-consumers.ts'

/** Whose consumers, for what. */
export interface PartitionConsumersOptions {
  link: Link
  manager: JetStreamManager
  /** Whether durables are made here. */
  manage: boolean
  partitions: number
  durable: string
  events: readonly EventDefinition[]
  ackWaitMs: number
  /** The consumer with index n sends to `<inbox>.n`. */
  inbox: string
}

const START_MS = 60_000

/** Makes the durables of a consumer: one per partition of each stream that keeps its events. */
export async function createPartitionConsumers(options: PartitionConsumersOptions): Promise<PartitionConsumer[]> {
  const { manager, manage, partitions, ackWaitMs, inbox } = options
  const created = new Map<string, string>()
  const consumers: PartitionConsumer[] = []
  for (const [index, { stream, name, partition, subjects }] of streamConsumers(options, partitions).entries()) {
    if (manage && !created.has(stream)) {
      created.set(stream, (await patiently(() => manager.streams.info(stream))).created)
    }
    const streamCreated = created.get(stream) ?? ''
    const own = { stream, streamCreated, name, partition, subjects, ackWaitMs, inbox: `${inbox}.${index}` }
    consumers.push(createPartitionConsumer({ link: options.link, manager, manage, ...own }))
  }
  await Promise.all(consumers.map(consumer => patiently(() => consumer.ensure())))
  return consumers
}

/** At start hundreds of consumers are made by several processes at once: a server that is late is asked again. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + START_MS
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (error instanceof JetStreamApiError || Date.now() > deadline) {
        throw new TransientError('the consumers cannot be made or found', { cause: error })
      }
      await sleep(250)
    }
  }
}
