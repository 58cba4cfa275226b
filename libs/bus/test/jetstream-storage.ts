import { connectJetStream } from '@astria-bot/bus'
import { packRefreshRequested } from '@astria-bot/contracts'
import { type Nats, startNats } from '@astria-bot/testing'
import { jetstream } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { PARTITIONS, type Storage } from './harness.ts'

/** JetStream on a server of its own. */
export interface JetStreamStorage extends Storage {
  readonly server: Nats
  /** A connection beside the bus. */
  direct(): Promise<NatsConnection>
}

export async function startJetStream(): Promise<JetStreamStorage> {
  const server = await startNats()
  const direct = () => connect({ servers: server.url })
  return {
    server,
    direct,
    replicas: 2,
    victim: { kind: 'jetstream', url: server.url },
    open: options =>
      connectJetStream({ url: server.url, name: 'test', partitions: PARTITIONS, replicas: 1, ...options }),
    async putRaw(partition, text) {
      const nats = await direct()
      await jetstream(nats).publish(`${packRefreshRequested.type}.${partition}`, text)
      await nats.close()
    },
    dispose: () => server.stop(),
  }
}
