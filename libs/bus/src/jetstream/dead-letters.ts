import { partitionOf, RejectedError } from '@astria-bot/contracts'
import type { JetStreamManager } from '@nats-io/jetstream'
import type { DeadLetter, DeadLetters } from '../dead-letter.ts'
import { readDeadEvent, readEnvelopeText } from '../read-dead-event.ts'
import { apiCodes, isApiError } from './api-codes.ts'
import type { Publisher } from './publisher.ts'

const STREAM = 'DEAD'

/** What is known when an event dies. */
export interface DeadEvent {
  durable: string
  stream: string
  sequence: number
  deliveries: number
  text: string
  reason: string
  code: string
}

/** Stores a dead letter, once per durable and message. */
export async function storeDeadLetter(publisher: Publisher, dead: DeadEvent): Promise<void> {
  const { durable, stream, sequence, deliveries, text, reason, code } = dead
  const letter: Omit<DeadLetter, 'id'> = {
    durable,
    reason,
    code,
    deliveries,
    stream,
    time: new Date().toISOString(),
    event: readEnvelopeText(text),
  }
  await publisher.store({
    subject: `dead.${durable}`,
    id: `${durable}:${stream}:${sequence}`,
    payload: Buffer.from(JSON.stringify(letter)),
  })
}

/** Reads and replays the letters of the stream `DEAD`; a letter's id is its sequence there. */
export function createDeadLetters(manager: JetStreamManager, publisher: Publisher, partitions: number): DeadLetters {
  const read = async (query: { seq: number } | { seq: number; next_by_subj: string }) => {
    try {
      const found = await manager.streams.getMessage(STREAM, query)
      return found ? { seq: found.seq, letter: { ...found.json<DeadLetter>(), id: String(found.seq) } } : undefined
    } catch (error) {
      if (isApiError(error, apiCodes.messageNotFound)) return undefined
      throw error
    }
  }

  return {
    async list({ durable = '*', limit = 100 } = {}) {
      const letters: DeadLetter[] = []
      let seq = 1
      while (letters.length < limit) {
        const found = await read({ seq, next_by_subj: `dead.${durable}` })
        if (!found) break
        letters.push(found.letter)
        seq = found.seq + 1
      }
      return letters
    },
    async replay(id) {
      const seq = Number(id)
      const found = Number.isSafeInteger(seq) && seq > 0 ? await read({ seq }) : undefined
      if (!found) throw new RejectedError('not_found', 'there is no such dead letter')
      const event = readDeadEvent(found.letter.event)
      await publisher.store({
        subject: `${event.type}.${partitionOf(event.subject, partitions)}`,
        // Not the event's own: within the duplicate window it would be taken for a repetition.
        id: `replay:${id}:${event.id}`,
        payload: Buffer.from(JSON.stringify(event)),
      })
      await manager.streams.deleteMessage(STREAM, seq)
    },
  }
}
