import { setTimeout as sleep } from 'node:timers/promises'
import { type EventDefinition, streamOf, TransientError } from '@astria-bot/contracts'
import { JetStreamApiError, type JetStreamManager } from '@nats-io/jetstream'
import type { Link } from './link.ts'
import { createPartitionConsumer, type PartitionConsumer } from './partition-consumer.ts'

/** Whose consumers, for what. */
export interface PartitionConsumersOptions {
  link: Link
  manager: JetStreamManager
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
  const { link, manager, partitions, durable, events, ackWaitMs, inbox } = options
  const consumers: PartitionConsumer[] = []
  for (const [stream, types] of typesByStream(events)) {
    const { created: streamCreated } = await patiently(() => manager.streams.info(stream))
    const ofStream = Array.from({ length: partitions }, (_, partition) =>
      createPartitionConsumer({
        link,
        manager,
        stream,
        streamCreated,
        partition,
        name: `${durable}-${stream}-${partition}`,
        subjects: types.map(type => `${type}.${partition}`),
        ackWaitMs,
        inbox: `${inbox}.${consumers.length + partition}`,
      }),
    )
    await Promise.all(ofStream.map(consumer => patiently(() => consumer.ensure())))
    consumers.push(...ofStream)
  }
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
        throw new TransientError('the consumers cannot be made', { cause: error })
      }
      await sleep(250)
    }
  }
}

function typesByStream(events: readonly EventDefinition[]): Map<string, string[]> {
  const byStream = new Map<string, string[]>()
  for (const { type } of events) byStream.set(streamOf(type), [...(byStream.get(streamOf(type)) ?? []), type])
  return byStream
}
