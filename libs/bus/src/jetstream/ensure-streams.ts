import { type StreamDefinition, streams } from '@astria-bot/contracts'
import {
  DiscardPolicy,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream'
import { nanos } from '@nats-io/transport-node'
import { apiCodes, isApiError } from './api-codes.ts'

const RETENTION_MS = 14 * 24 * 3_600_000

/** What can be set of a stream. */
export interface StreamOptions {
  replicas: number
  /** After which a message id may repeat and is stored again, 2 minutes. */
  duplicateWindowMs?: number | undefined
}

/** Creates the streams, or brings them to what this version expects. Several processes may do it at once. */
export async function ensureStreams(manager: JetStreamManager, options: StreamOptions): Promise<void> {
  await Promise.all(streams.map(definition => ensureStream(manager, definition, options)))
}

async function ensureStream(manager: JetStreamManager, definition: StreamDefinition, options: StreamOptions) {
  const config = configOf(definition, options)
  try {
    await manager.streams.add(config)
  } catch (error) {
    if (!isApiError(error, apiCodes.streamExistsWithOtherConfig)) throw error
    await manager.streams.update(definition.name, config)
  }
}

function configOf({ name, prefixes }: StreamDefinition, { replicas, duplicateWindowMs = 120_000 }: StreamOptions) {
  return {
    name,
    subjects: prefixes.map(prefix => `${prefix}.>`),
    // Never work-queue: such a stream forgets its message ids when the server restarts.
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_age: nanos(RETENTION_MS),
    duplicate_window: nanos(duplicateWindowMs),
    num_replicas: replicas,
    allow_atomic: true,
  } satisfies Partial<StreamConfig> & { name: string }
}
