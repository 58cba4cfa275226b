import type { JetStreamManager } from '@nats-io/jetstream'
import { createInbox, type Msg } from '@nats-io/transport-node'
import type { BusOptions, ConsumeOptions, Consumer } from '../bus.ts'
import { createDispatcher, type Dispatcher } from '../dispatcher.ts'
import type { WaitingConsumer } from '../waiting.ts'
import { parseAckReply } from './ack-reply.ts'
import { createPartitionConsumers } from './create-partition-consumers.ts'
import { ACK_WAIT_MS } from './ensure-durable.ts'
import type { Link } from './link.ts'
import { createOutcomes, type JetStreamDelivery } from './outcomes.ts'
import type { PartitionConsumer } from './partition-consumer.ts'
import type { Publisher } from './publisher.ts'

interface Parts extends Pick<BusOptions, 'partitions' | 'onEvent' | 'crash'> {
  link: Link
  manager: JetStreamManager
  manage: boolean
  publisher: Publisher
}

const CHECK_MS = 1_000

/** Consumes events: one durable per stream and partition, all of them into one dispatcher. */
export async function consumeJetStream(parts: Parts, options: ConsumeOptions): Promise<Consumer & WaitingConsumer> {
  const { link, publisher, onEvent, crash } = parts
  const { durable, ackWaitMs = ACK_WAIT_MS } = options
  const inbox = createInbox(link.inboxPrefix)
  const consumers = await createPartitionConsumers({ ...parts, ...options, ackWaitMs, inbox })
  const dispatcher = createDispatcher(
    { ...options, partitions: parts.partitions, ...(onEvent ? { onEvent } : {}), ...(crash ? { crash } : {}) },
    createOutcomes(link, publisher, durable),
  )
  const receive = createReceiver(inbox, consumers, dispatcher)
  const subscription = link.nats.subscribe(`${inbox}.*`, {
    callback: (error, message) => {
      if (!error) receive(message)
    },
  })

  const keepHeld = () => {
    if (!link.connected()) return
    for (const { message } of dispatcher.held.values()) link.send(() => message.respond('+WPI'))
  }
  const heartbeat = setInterval(keepHeld, ackWaitMs / 3)
  const watchdog = setInterval(() => {
    for (const consumer of consumers) consumer.check(Date.now())
  }, CHECK_MS)
  const forget = link.onReconnect(() => {
    keepHeld()
    for (const consumer of consumers) consumer.pull()
  })
  for (const consumer of consumers) consumer.pull()

  return {
    durable,
    async waiting() {
      const counts = await Promise.all(consumers.map(consumer => consumer.waiting()))
      return counts.reduce((sum, count) => sum + count, 0)
    },
    async drain() {
      forget()
      clearInterval(watchdog)
      for (const consumer of consumers) consumer.stop()
      // First the requests are withdrawn, then what came is given back: else it would come back at once.
      await subscription.drain().catch(() => {})
      await dispatcher.drain()
      clearInterval(heartbeat)
      if (link.connected()) await link.untilLost(link.nats.flush()).catch(() => {})
    },
  }
}

/** Tells messages from statuses, and hands each to whom it belongs. */
function createReceiver(
  inbox: string,
  consumers: readonly PartitionConsumer[],
  dispatcher: Dispatcher<JetStreamDelivery>,
): (message: Msg) => void {
  const byName = new Map(consumers.map(consumer => [consumer.name, consumer]))

  return message => {
    const info = parseAckReply(message.reply)
    if (!info) {
      const index = Number(message.subject.slice(inbox.length + 1))
      return consumers[index]?.onStatus(message.headers?.code ?? 0, message.headers?.description ?? '')
    }
    const from = byName.get(info.consumer)
    if (!from) return
    from.received(info.streamSequence)
    const key = `${info.stream}:${info.streamSequence}`
    const held = dispatcher.held.get(key)
    if (held) {
      held.message = message
      return
    }
    dispatcher.offer({
      key,
      message,
      from,
      stream: info.stream,
      sequence: info.streamSequence,
      partition: from.partition,
      deliveries: info.deliveries,
      get text() {
        return message.string()
      },
    })
  }
}
