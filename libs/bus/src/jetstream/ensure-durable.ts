import { AckPolicy, DeliverPolicy, type JetStreamManager } from '@nats-io/jetstream'
import { nanos } from '@nats-io/transport-node'
import { apiCodes, isApiError } from './api-codes.ts'

/** Which durable, and what it is like. */
export interface DurableOptions {
  stream: string
  /** When the stream was created: a stream made anew has other sequences. */
  streamCreated: string
  name: string
  subjects: string[]
  ackWaitMs: number
}

/** After how long an event of a dead process is delivered to another, unless a consumer says otherwise. */
export const ACK_WAIT_MS = 10_000

/**
 * Creates a durable, or brings it to what this version expects. One that was deleted goes on at the sequence `next`,
 * where the caller knows it to have been, instead of repeating two weeks; 0 if it does not know.
 */
export async function ensureDurable(manager: JetStreamManager, options: DurableOptions, next: number): Promise<void> {
  const { stream, streamCreated, name, subjects, ackWaitMs } = options
  const changeable = {
    ack_wait: nanos(ackWaitMs),
    // One in flight keeps the order; a message that waits for its retry counts.
    max_ack_pending: 1,
    // The server stays silent about messages beyond its limit: the consumer itself decides when to give up.
    max_deliver: -1,
    filter_subjects: subjects,
  }
  const resumes = next > 0 && (await manager.streams.info(stream)).created === streamCreated
  try {
    await manager.consumers.add(stream, {
      durable_name: name,
      ack_policy: AckPolicy.Explicit,
      ...(resumes
        ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: next }
        : { deliver_policy: DeliverPolicy.All }),
      ...changeable,
    })
  } catch (error) {
    if (!isApiError(error, apiCodes.consumerExistsWithOtherConfig)) throw error
    await manager.consumers.update(stream, name, changeable)
  }
}

/**
 * Throws unless the durable is there and hears these subjects: for an account that may not make it. More of them are
 * fine: a newer version has widened it, and a process of the older one may start after that (a rollback, a node gone).
 */
export async function findDurable(
  manager: JetStreamManager,
  { stream, name, subjects }: DurableOptions,
): Promise<void> {
  const { config } = await manager.consumers.info(stream, name)
  const heard = config.filter_subjects ?? (config.filter_subject ? [config.filter_subject] : [])
  if (subjects.every(subject => heard.includes(subject))) return
  throw new Error(
    `the consumer ${name} hears ${heard.join(', ')} and not all of ${subjects.join(', ')}: make the streams anew`,
  )
}
