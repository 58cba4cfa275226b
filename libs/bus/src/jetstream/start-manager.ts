import { setTimeout as sleep } from 'node:timers/promises'
import { TransientError } from '@astria-bot/contracts'
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import type { Link } from './link.ts'

/** JetStream answers a little later than the server accepts connections: asks until it does, up to the deadline. */
export async function startManager(
  link: Link,
  deadline: number,
  options: { checkAPI: boolean },
  prepare: (manager: JetStreamManager) => Promise<void>,
): Promise<JetStreamManager> {
  for (;;) {
    try {
      const manager = await jetstreamManager(link.nats, options)
      await prepare(manager)
      return manager
    } catch (error) {
      if (Date.now() > deadline) {
        await link.close()
        throw new TransientError('JetStream cannot be used', { cause: error })
      }
      await sleep(250)
    }
  }
}
