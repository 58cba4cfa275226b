import { imaging, type Transaction } from '@astria-bot/store'
import { and, eq } from 'drizzle-orm'
import { lockOrder } from '../orders/order-row.ts'
import type { Studio } from '../studio.ts'
import type { Copied, CopyRequest } from './copy-request.ts'
import { finishOrder } from './finish-order.ts'

/** What became of a result. */
export type PortraitOutcome = ({ state: 'kept' } & Copied) | { state: 'missing'; reason: string }

/** Writes down what became of a result; the last one of an order finishes it. */
export async function settlePortrait(
  studio: Studio,
  tx: Transaction,
  { portraitId, orderId }: CopyRequest,
  outcome: PortraitOutcome,
): Promise<void> {
  const { portraits } = imaging
  // The order is held first, so that two last portraits cannot both think that the other is still to come.
  if (!(await lockOrder(tx, orderId))) return
  await tx.drizzle
    .update(portraits)
    .set(outcome)
    .where(and(eq(portraits.id, portraitId), eq(portraits.state, 'copying')))
  studio.metrics.portraits.inc({ state: outcome.state })
  await finishOrder(studio, tx, orderId)
}
