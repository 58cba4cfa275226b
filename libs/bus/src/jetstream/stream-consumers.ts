import { type ConsumerDefinition, type EventDefinition, streamOf } from '@astria-bot/contracts'

/** One durable of the server: a partition of a consumer in one stream. */
export interface StreamConsumer {
  readonly stream: string
  readonly name: string
  readonly partition: number
  readonly subjects: string[]
}

/** The durables that a consumer is made of: one per partition of each stream that keeps its events. */
export function streamConsumers({ durable, events }: ConsumerDefinition, partitions: number): StreamConsumer[] {
  return [...typesByStream(events)].flatMap(([stream, types]) =>
    Array.from({ length: partitions }, (_, partition) => ({
      stream,
      name: `${durable}-${stream}-${partition}`,
      partition,
      subjects: types.map(type => `${type}.${partition}`),
    })),
  )
}

function typesByStream(events: readonly EventDefinition[]): Map<string, string[]> {
  const byStream = new Map<string, string[]>()
  for (const { type } of events) byStream.set(streamOf(type), [...(byStream.get(streamOf(type)) ?? []), type])
  return byStream
}
