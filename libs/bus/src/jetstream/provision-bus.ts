import { type AppTraffic, streams, traffic } from '@astria-bot/contracts'
import type { JetStreamManager } from '@nats-io/jetstream'
import { ACK_WAIT_MS, ensureDurable } from './ensure-durable.ts'
import { ensureStreams } from './ensure-streams.ts'
import { openLink } from './link.ts'
import { startManager } from './start-manager.ts'
import { streamConsumers } from './stream-consumers.ts'

/** Where, and how many of each. */
export interface ProvisionOptions {
  url: string
  name: string
  partitions: number
  replicas: number
  connectTimeoutMs?: number
}

/** What is on the server now. */
export interface Provisioned {
  streams: number
  consumers: number
  /** Durables that this version knows nothing of: of an older one, or made by hand. They are left alone. */
  unknown: string[]
}

/** How many durables are made at a time. */
const AT_ONCE = 16

/**
 * Creates every stream and every consumer that the apps need, or brings them up to date, so that the apps' own accounts
 * may not. Twice, or two at once, is the same as once.
 */
export async function provisionBus(options: ProvisionOptions): Promise<Provisioned> {
  const { connectTimeoutMs = 30_000, partitions, replicas } = options
  const link = await openLink({ ...options, connectTimeoutMs })
  try {
    const deadline = Date.now() + connectTimeoutMs
    const manager = await startManager(link, deadline, { checkAPI: true }, found => ensureStreams(found, { replicas }))
    const wanted = wantedConsumers(partitions)
    const created = new Map<string, string>()
    for (const { name } of streams) created.set(name, (await manager.streams.info(name)).created)
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      const some = wanted.slice(at, at + AT_ONCE).map(consumer => {
        const streamCreated = created.get(consumer.stream) ?? ''
        return ensureDurable(manager, { ...consumer, streamCreated, ackWaitMs: ACK_WAIT_MS }, 0)
      })
      await Promise.all(some)
    }
    const unknown = await unknownConsumers(manager, new Set(wanted.map(({ name }) => name)))
    return { streams: streams.length, consumers: wanted.length, unknown }
  } finally {
    await link.close()
  }
}

/** Every durable of every app. */
function wantedConsumers(partitions: number) {
  const apps: AppTraffic[] = Object.values(traffic)
  return apps.flatMap(({ consumes }) => consumes.flatMap(consumer => streamConsumers(consumer, partitions)))
}

async function unknownConsumers(manager: JetStreamManager, wanted: ReadonlySet<string>): Promise<string[]> {
  const unknown: string[] = []
  for (const { name: stream } of streams) {
    for await (const { config } of manager.consumers.list(stream)) {
      if (config.durable_name && !wanted.has(config.durable_name)) unknown.push(config.durable_name)
    }
  }
  return unknown.sort()
}
