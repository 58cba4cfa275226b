import { jetstreamManager } from '@nats-io/jetstream'
import { openLink } from './link.ts'

/** How a consumer stands. */
export interface ConsumerState {
  readonly name: string
  /** Events that it has not seen yet. */
  readonly pending: number
  /** Events that were handed out and not acknowledged. */
  readonly unacknowledged: number
}

/** The consumers of every stream there is, by the stream's name. Looks and changes nothing. */
export async function inspectStreams(url: string): Promise<Map<string, ConsumerState[]>> {
  const link = await openLink({ url, name: 'inspect', connectTimeoutMs: 5000 })
  try {
    const manager = await jetstreamManager(link.nats)
    const found = new Map<string, ConsumerState[]>()
    for await (const stream of manager.streams.list()) {
      const consumers: ConsumerState[] = []
      for await (const { name, num_pending, num_ack_pending } of manager.consumers.list(stream.config.name)) {
        consumers.push({ name, pending: num_pending, unacknowledged: num_ack_pending })
      }
      found.set(stream.config.name, consumers)
    }
    return found
  } finally {
    await link.close()
  }
}
