import { catalogue, partitionOf, streamOf } from '@astria-bot/contracts'
import type { JetStreamManager } from '@nats-io/jetstream'
import { isForgotten } from '../is-forgotten.ts'
import { readEnvelopeText } from '../read-dead-event.ts'
import { apiCodes, isApiError } from './api-codes.ts'

/** What of a stream is read. */
interface Reading {
  stream: string
  subject: string
  /** The event in a message of it. */
  eventOf: (text: string) => unknown
}

/**
 * Reads the partitions in which events of the subjects lie, message by message, and deletes those that are to be
 * forgotten: the server overwrites their bytes. A subject of the bus holds the events of many contacts, so they cannot
 * be purged as a whole.
 */
export async function forgetSubjects(
  manager: JetStreamManager,
  partitions: number,
  subjects: ReadonlyMap<string, Date>,
  signal?: AbortSignal,
): Promise<number> {
  let deleted = 0
  for (const reading of readings(new Set([...subjects.keys()].map(subject => partitionOf(subject, partitions))))) {
    for (let seq = 1; !signal?.aborted; ) {
      const message = await nextOf(manager, reading, seq)
      if (!message) break
      if (isForgotten(reading.eventOf(message.text), subjects)) {
        if (await erase(manager, reading.stream, message.seq)) deleted += 1
      }
      seq = message.seq + 1
    }
  }
  return deleted
}

function readings(partitions: ReadonlySet<number>): Reading[] {
  const types = [...catalogue.keys()]
  return [
    ...types.flatMap(type =>
      [...partitions].map(partition => ({
        stream: streamOf(type),
        subject: `${type}.${partition}`,
        eventOf: readEnvelopeText,
      })),
    ),
    { stream: 'DEAD', subject: 'dead.>', eventOf: eventOfLetter },
  ]
}

function eventOfLetter(text: string): unknown {
  const letter = readEnvelopeText(text)
  return typeof letter === 'object' && letter !== null && 'event' in letter ? letter.event : undefined
}

async function nextOf(manager: JetStreamManager, { stream, subject }: Reading, seq: number) {
  // The client's type does not know that the two go together; the server does (ADR-31).
  const query = { seq, next_by_subj: subject }
  try {
    const found = await manager.streams.getMessage(stream, query)
    return found ? { seq: found.seq, text: found.string() } : undefined
  } catch (error) {
    if (isApiError(error, apiCodes.messageNotFound)) return undefined
    throw error
  }
}

/** False if it has gone meanwhile, of age or by another process. */
async function erase(manager: JetStreamManager, stream: string, seq: number): Promise<boolean> {
  try {
    return await manager.streams.deleteMessage(stream, seq, true)
  } catch (error) {
    if (isApiError(error, apiCodes.messageNotFound) || isApiError(error, apiCodes.sequenceNotFound)) return false
    throw error
  }
}
