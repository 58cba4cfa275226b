import { setTimeout as sleep } from 'node:timers/promises'
import type { Delivery, Outcomes } from './delivery.ts'
import { createBatchHandler, type HandlingOptions } from './handle-batch.ts'

/** Makes batches of deliveries, has them handled, one batch at a time, and tells the transport what became of each. */
export interface Dispatcher<D extends Delivery> {
  offer(delivery: D): void
  /** What was offered and is not settled, by key. */
  readonly held: ReadonlyMap<string, D>
  /** Finishes the batch under way, releases the rest and whatever is still offered. */
  drain(): Promise<void>
}

/** Makes a dispatcher: the part of a consumer that is the same for every transport. */
export function createDispatcher<D extends Delivery>(options: HandlingOptions, outcomes: Outcomes<D>): Dispatcher<D> {
  const { batchMax = 32, gatherMs = 0, partitions } = options
  const enough = Math.ceil(Math.min(batchMax, partitions) / 2)
  const held = new Map<string, D>()
  const settled = ({ key }: D) => void held.delete(key)
  const handleBatch = createBatchHandler(options, outcomes, settled)
  let waiting: D[] = []
  let running: Promise<void> | undefined
  let draining = false
  let stopGathering: (() => void) | undefined

  const gather = async () => {
    if (gatherMs === 0 || isEnough(waiting, enough)) return
    const gathered = new AbortController()
    stopGathering = () => gathered.abort()
    await sleep(gatherMs, undefined, { signal: gathered.signal }).catch(() => {})
    stopGathering = undefined
  }

  const run = async () => {
    await Promise.resolve() // what arrives in the same turn of the event loop goes along
    while (waiting.length > 0 && !draining) {
      await gather()
      if (draining) break
      const { batch, rest } = takeBatch(waiting, batchMax)
      waiting = rest
      await handleBatch(batch)
    }
    running = undefined
  }

  return {
    held,
    offer(delivery) {
      if (draining) return void outcomes.release([delivery])
      held.set(delivery.key, delivery)
      waiting.push(delivery)
      if (stopGathering && isEnough(waiting, enough)) stopGathering()
      running ??= run()
    },
    async drain() {
      draining = true
      stopGathering?.()
      await running
      const rest = waiting.splice(0)
      rest.forEach(settled)
      await outcomes.release(rest)
    },
  }
}

function isEnough(waiting: readonly Delivery[], enough: number): boolean {
  return waiting.length >= enough && new Set(waiting.map(({ partition }) => partition)).size >= enough
}

/** The first deliveries, at most one of each partition: what is in one batch is handled at the same time. */
function takeBatch<D extends Delivery>(waiting: readonly D[], max: number): { batch: D[]; rest: D[] } {
  const batch: D[] = []
  const rest: D[] = []
  const partitions = new Set<number>()
  for (const delivery of waiting) {
    if (batch.length < max && !partitions.has(delivery.partition)) batch.push(delivery)
    else rest.push(delivery)
    partitions.add(delivery.partition)
  }
  return { batch, rest }
}
