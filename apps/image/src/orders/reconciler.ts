import { setTimeout as sleep } from 'node:timers/promises'
import { claimOrders } from '../sql/claim-orders.ts'
import type { Studio } from '../studio.ts'
import { reconcileOrder } from './reconcile-order.ts'

/** Looks at every order that is not settled, when it is due. */
export interface Reconciler {
  /** Looks for due orders at once. */
  wake(): void
  /** Takes nothing more; resolves when what runs has ended. */
  stop(): Promise<void>
}

const idleMs = 500

/** Starts the loop. `onCommit` is called when something was written. */
export function startReconciler(studio: Studio, onCommit: () => void): Reconciler {
  let stopped = false
  let wake = () => {}
  const running = new Set<Promise<void>>()

  const look = async (limit: number) => {
    const orders = await claimOrders(studio.db, limit)
    for (const order of orders) {
      const work = reconcileOrder(studio, order)
        .then(onCommit, err => studio.logger.error({ err, order: order.orderId }, 'an order could not be looked at'))
        .finally(() => {
          running.delete(work)
          wake()
        })
      running.add(work)
    }
  }
  const loop = async () => {
    while (!stopped) {
      const woken = new Promise<void>(resolve => {
        wake = resolve
      })
      const limit = studio.settings.SUBMISSIONS_AT_ONCE - running.size
      if (limit > 0) await look(limit).catch(err => studio.logger.error({ err }, 'due orders could not be read'))
      if (!stopped) await Promise.race([woken, sleep(idleMs, undefined, { ref: false })])
    }
    await Promise.all(running)
  }
  const ended = loop()
  return {
    wake: () => wake(),
    async stop() {
      stopped = true
      wake()
      await ended
    },
  }
}
