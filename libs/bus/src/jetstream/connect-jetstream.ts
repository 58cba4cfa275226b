import { TransientError } from '@astria-bot/contracts'
import type { Bus, BusOptions, Consumer } from '../bus.ts'
import { reportByType } from '../report.ts'
import { type WaitingConsumer, waitingOf } from '../waiting.ts'
import { consumeJetStream } from './consume.ts'
import { createDeadLetters } from './dead-letters.ts'
import { ensureStreams } from './ensure-streams.ts'
import { forgetSubjects } from './forget-subjects.ts'
import { openLink } from './link.ts'
import { createPublisher } from './publisher.ts'
import { startManager } from './start-manager.ts'

/** Options of a JetStream bus. */
export interface JetStreamOptions extends BusOptions {
  /** `nats://host:4222`, several with commas; name and password in the first hold for all. */
  url: string
  /** Copies of each stream: 1, or 3 in a cluster. */
  replicas: number
  /**
   * Creates or updates streams and consumers, true. False for an account that may not: they are made in advance then
   * (`provisionBus`).
   */
  manage?: boolean
  /** How long to wait for the server at start, 30 s. */
  connectTimeoutMs?: number
  /** How long a publish may take before it counts as failed, 3 s. */
  publishTimeoutMs?: number
  /** After which a message id may repeat and is stored again, 2 minutes. */
  duplicateWindowMs?: number
  onStatus?: (status: 'connected' | 'disconnected') => void
}

/** Connects to NATS and makes the bus on its streams. Throws a TransientError when NATS does not appear in time. */
export async function connectJetStream(options: JetStreamOptions): Promise<Bus> {
  const { partitions, replicas, publishTimeoutMs = 3_000, manage = true, onEvent, crash } = options
  const connectTimeoutMs = options.connectTimeoutMs ?? 30_000
  const deadline = Date.now() + connectTimeoutMs
  const link = await openLink({ ...options, connectTimeoutMs })
  const manager = await startManager(link, deadline, { checkAPI: manage }, async found => {
    if (manage) await ensureStreams(found, { replicas, duplicateWindowMs: options.duplicateWindowMs })
  })
  const publisher = createPublisher({ link, partitions, timeoutMs: publishTimeoutMs })
  const consumers = new Set<Consumer & WaitingConsumer>()

  return {
    async publish(events) {
      await publisher.publish(events)
      crash?.('bus:after-publish-ack')
      reportByType(onEvent, 'published', events)
    },
    async consume(consumeOptions) {
      const consumer = await consumeJetStream({ ...options, manage, link, manager, publisher }, consumeOptions)
      consumers.add(consumer)
      return {
        async drain() {
          if (consumers.delete(consumer)) await consumer.drain()
        },
      }
    },
    dead: createDeadLetters(manager, publisher, partitions),
    forget: (subjects, signal) => forgetSubjects(manager, partitions, subjects, signal),
    waiting: () => waitingOf(consumers),
    async ready() {
      if (!link.connected()) throw new TransientError('NATS is not connected')
    },
    async close() {
      const open = [...consumers]
      consumers.clear()
      await Promise.all(open.map(consumer => consumer.drain()))
      await publisher.idle()
      await link.close()
    },
  }
}
