import type { Msg } from '@nats-io/transport-node'
import type { Delivery, Outcomes } from '../delivery.ts'
import { storeDeadLetter } from './dead-letters.ts'
import type { Link } from './link.ts'
import type { PartitionConsumer } from './partition-consumer.ts'
import type { Publisher } from './publisher.ts'

/** A message on its way to a handler. */
export interface JetStreamDelivery extends Delivery {
  /** The latest delivery of the message: its acknowledgement is the one that counts. */
  message: Msg
  readonly sequence: number
  readonly stream: string
  readonly from: PartitionConsumer
}

const DEAD_LETTER_RETRY_MS = 5_000

/** Tells the server what became of messages. */
export function createOutcomes(link: Link, publisher: Publisher, durable: string): Outcomes<JetStreamDelivery> {
  const respond = ({ message }: JetStreamDelivery, answer: string) => link.send(() => message.respond(answer))
  const giveBack = (delivery: JetStreamDelivery, delayMs: number) =>
    respond(delivery, `-NAK ${JSON.stringify({ delay: Math.round(delayMs * 1e6) })}`)
  const acknowledge = (delivery: JetStreamDelivery) => {
    delivery.from.settled(delivery.sequence)
    respond(delivery, '+ACK')
  }

  return {
    async acknowledge(deliveries) {
      deliveries.forEach(acknowledge)
    },
    async retry(delivery, delayMs) {
      giveBack(delivery, delayMs)
    },
    async bury(delivery, letter) {
      const { stream, sequence, deliveries, text } = delivery
      try {
        await storeDeadLetter(publisher, { durable, stream, sequence, deliveries, text, ...letter })
      } catch {
        return giveBack(delivery, DEAD_LETTER_RETRY_MS)
      }
      acknowledge(delivery)
    },
    async release(deliveries) {
      for (const delivery of deliveries) respond(delivery, '-NAK')
    },
  }
}
