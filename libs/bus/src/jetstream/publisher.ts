import { setTimeout as sleep } from 'node:timers/promises'
import { type Event, partitionOf, RejectedError, streamOf, TransientError } from '@astria-bot/contracts'
import { JetStreamApiError } from '@nats-io/jetstream'
import { createGroupCommit, type GroupCommit } from '../group-commit.ts'
import { ConnectionLostError, type Link } from './link.ts'
import { BATCH_MAX, isNobodyThere, type OutgoingMessage, storeBatch, storeOne } from './store-messages.ts'

/** Stores events and dead letters. */
export interface Publisher {
  publish(events: readonly Event[]): Promise<void>
  /** Stores one message on its own. */
  store(message: OutgoingMessage): Promise<void>
  idle(): Promise<void>
}

const BATCH_BYTES = 4_000_000
const HEADER_BYTES = 1_024

/** Makes a publisher with one group commit per stream. */
export function createPublisher(options: { link: Link; partitions: number; timeoutMs: number }): Publisher {
  const { link, partitions, timeoutMs } = options
  const groups = new Map<string, GroupCommit<OutgoingMessage>>()

  const groupOf = (stream: string) => {
    const existing = groups.get(stream)
    if (existing) return existing
    const group = createGroupCommit<OutgoingMessage>({
      keyOf: message => message.id,
      sizeOf: message => message.payload.length,
      maxItems: BATCH_MAX,
      maxBytes: BATCH_BYTES,
      commit: messages => commit(link, messages, timeoutMs),
    })
    groups.set(stream, group)
    return group
  }

  return {
    async publish(events) {
      const [first] = events
      if (first === undefined) return
      if (events.length === 1) return groupOf(streamOf(first.type)).add([messageOf(first, partitions, link)])
      const byStream = new Map<string, OutgoingMessage[]>()
      for (const event of events) {
        const stream = streamOf(event.type)
        const messages = byStream.get(stream) ?? []
        messages.push(messageOf(event, partitions, link))
        byStream.set(stream, messages)
      }
      await Promise.all([...byStream].map(([stream, messages]) => groupOf(stream).add(messages)))
    },
    store: message => untilStored(link, timeoutMs, leftMs => storeOne(link.nats, message, leftMs)),
    async idle() {
      await Promise.all([...groups.values()].map(group => group.idle()))
    },
  }
}

function messageOf(event: Event, partitions: number, link: Link): OutgoingMessage {
  const payload = Buffer.from(JSON.stringify(event))
  const limit = (link.nats.info?.max_payload ?? 1_048_576) - HEADER_BYTES
  if (payload.length > limit) {
    throw new RejectedError('too_large', `an event of ${payload.length} bytes is more than NATS takes (${limit})`)
  }
  return { subject: `${event.type}.${partitionOf(event.subject, partitions)}`, id: event.id, payload }
}

async function commit(link: Link, messages: readonly OutgoingMessage[], timeoutMs: number) {
  const failed = new Map<OutgoingMessage, unknown>()
  const [first] = messages
  if (!first) return failed
  if (messages.length > 1) {
    try {
      await untilStored(link, timeoutMs, leftMs => storeBatch(link.nats, messages, leftMs))
      return failed
    } catch (error) {
      // The server refused the batch, most likely because it knows one of the ids: each message stands for itself then.
      if (!(error instanceof TransientError && error.cause instanceof JetStreamApiError)) throw error
    }
  }
  // Sent in order over one connection, so they are stored in order.
  const one = (message: OutgoingMessage) =>
    untilStored(link, timeoutMs, leftMs => storeOne(link.nats, message, leftMs)).catch((error: unknown) => {
      failed.set(message, error)
    })
  await Promise.all(messages.map(one))
  return failed
}

/**
 * Tries until the stream has acknowledged, within the time: again where the connection was lost or JetStream was not
 * there yet (the message id makes a repetition harmless), never after a silence.
 */
async function untilStored(link: Link, timeoutMs: number, store: (leftMs: number) => Promise<void>): Promise<void> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const leftMs = deadline - Date.now()
    if (leftMs <= 0) throw new TransientError('NATS did not acknowledge in time')
    await link.whenConnected(leftMs)
    try {
      return await link.untilLost(store(leftMs))
    } catch (error) {
      const again = error instanceof ConnectionLostError || isNobodyThere(error)
      if (!again) throw new TransientError('NATS did not acknowledge', { cause: error })
      await sleep(50)
    }
  }
}
