/** A consumer that can tell what it has still to handle. */
export interface WaitingConsumer {
  readonly durable: string
  waiting(): Promise<number>
}

/** What the consumers of a process have still to handle, by durable; one after the other, so that asking costs little at once. */
export async function waitingOf(consumers: Iterable<WaitingConsumer>): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const consumer of consumers) counts.set(consumer.durable, await consumer.waiting())
  return counts
}
