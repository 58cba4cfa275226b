import { type KnownEvent, parseEvent } from '@astria-bot/contracts'
import type { BusOptions, ConsumeOptions } from './bus.ts'
import type { Delivery, Outcomes } from './delivery.ts'
import { reportByType } from './report.ts'
import { verdict } from './verdict.ts'

/** What handling takes: the consumer's options, and those of its bus. */
export type HandlingOptions = ConsumeOptions & Pick<BusOptions, 'partitions' | 'onEvent' | 'crash'>

interface Readable<D extends Delivery> {
  delivery: D
  event: KnownEvent
}

const UNREADABLE = 'unreadable'

/**
 * Makes the function that has one batch handled and tells the transport what became of each delivery. `settled` is
 * called before the transport is told.
 */
export function createBatchHandler<D extends Delivery>(
  { handle, maxDeliver = 4, onEvent, crash }: HandlingOptions,
  outcomes: Outcomes<D>,
  settled: (delivery: D) => void,
): (batch: readonly D[]) => Promise<void> {
  const succeed = async (handled: readonly Readable<D>[]) => {
    crash?.('bus:before-ack')
    const deliveries = handled.map(({ delivery }) => delivery)
    deliveries.forEach(settled)
    await outcomes.acknowledge(deliveries)
    const events = handled.map(({ event }) => event)
    reportByType(onEvent, 'handled', events)
  }

  const fail = async ({ delivery, event }: Readable<D>, error: unknown) => {
    const decision = verdict(error, delivery.deliveries, maxDeliver)
    settled(delivery)
    if (decision.kind === 'retry') await outcomes.retry(delivery, decision.delayMs)
    if (decision.kind === 'dead') await outcomes.bury(delivery, decision)
    reportByType(onEvent, decision.kind === 'dead' ? 'dead' : 'retried', [event])
  }

  const handleAlone = async (one: Readable<D>) => {
    try {
      await handle([one.event])
    } catch (error) {
      return fail(one, error)
    }
    return succeed([one])
  }

  const bury = async (delivery: D, error: unknown) => {
    settled(delivery)
    await outcomes.bury(delivery, { code: UNREADABLE, reason: (error as Error).message })
    reportByType(onEvent, 'dead', [{ type: UNREADABLE }])
  }

  return async batch => {
    const { readable, unreadable } = readAll(batch)
    for (const { delivery, error } of unreadable) await bury(delivery, error)
    const [first, ...others] = readable
    if (!first) return
    if (others.length === 0) return handleAlone(first)
    try {
      await handle(readable.map(({ event }) => event))
    } catch {
      // One of them, most likely: each is judged by an attempt of its own.
      await Promise.all(readable.map(handleAlone))
      return
    }
    await succeed(readable)
  }
}

function readAll<D extends Delivery>(batch: readonly D[]) {
  const readable: Readable<D>[] = []
  const unreadable: { delivery: D; error: unknown }[] = []
  for (const delivery of batch) {
    try {
      readable.push({ delivery, event: parseEvent(JSON.parse(delivery.text)) })
    } catch (error) {
      unreadable.push({ delivery, error })
    }
  }
  return { readable, unreadable }
}
