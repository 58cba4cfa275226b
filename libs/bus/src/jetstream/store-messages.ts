import { type ApiError, JetStreamApiError } from '@nats-io/jetstream'
import { errors, headers, type Msg, type NatsConnection, nuid } from '@nats-io/transport-node'

/** A message to be stored. */
export interface OutgoingMessage {
  readonly subject: string
  /** Stored once within the stream's duplicate window. */
  readonly id: string
  readonly payload: Uint8Array
}

/** The server's limit for one atomic batch. */
export const BATCH_MAX = 1_000

/** Stores one message. Throws unless the stream acknowledged it; a repeated id counts as acknowledged. */
export async function storeOne(nats: NatsConnection, message: OutgoingMessage, timeoutMs: number): Promise<void> {
  const head = headers()
  head.set('Nats-Msg-Id', message.id)
  const answer = await nats.request(message.subject, message.payload, { headers: head, timeout: timeoutMs })
  readAck(answer)
}

/**
 * Stores all messages of one stream or none, with one fsync (nats-server ≥ 2.12, ADR-50). The server refuses the whole
 * batch when it knows the id of one of them. The client has a helper for it, which waits for an answer to the first
 * message before it sends the second and does not read the server's error.
 */
export async function storeBatch(
  nats: NatsConnection,
  messages: readonly OutgoingMessage[],
  timeoutMs: number,
): Promise<void> {
  const last = messages.length - 1
  // One object for all: the client writes it out with each message.
  const head = headers()
  head.set('Nats-Batch-Id', nuid.next())
  let answer: Promise<Msg> | undefined
  for (const [index, message] of messages.entries()) {
    head.set('Nats-Msg-Id', message.id)
    head.set('Nats-Batch-Sequence', String(index + 1))
    if (index === last) {
      head.set('Nats-Batch-Commit', '1')
      answer = nats.request(message.subject, message.payload, { headers: head, timeout: timeoutMs })
    } else {
      nats.publish(message.subject, message.payload, { headers: head })
    }
  }
  if (!answer) return
  const { count } = readAck(await answer)
  if (count !== messages.length) throw new Error(`a batch of ${messages.length} messages was acknowledged as ${count}`)
}

/** Whether nobody answers for the stream: nothing was stored. So it is while JetStream starts. */
export function isNobodyThere(error: unknown): boolean {
  return error instanceof errors.NoRespondersError || (error instanceof errors.RequestError && error.isNoResponders())
}

function readAck(answer: Msg): { count?: number } {
  const ack = answer.json<{ error?: ApiError; stream?: string; count?: number }>()
  if (ack.error) throw new JetStreamApiError(ack.error)
  if (!ack.stream) throw new Error('the answer to a publish is not an acknowledgement')
  return ack
}
