import { type RejectedError, tuneCreated } from '@astria-bot/contracts'
import { type Effect, enqueueEvents, imaging, prepareEffects, type Transaction } from '@astria-bot/store'
import { eq, sql } from 'drizzle-orm'
import { newEvent } from '../new-event.ts'
import { fromNow } from '../sql/from-now.ts'
import { lockContacts } from '../sql/lock-contacts.ts'
import type { Studio } from '../studio.ts'
import { failOrder } from './fail-order.ts'
import { lockOrder } from './order-row.ts'
import type { Submitted } from './submission.ts'

/** Astria took an order: from now on it is looked at until it is settled. */
export async function settleSubmission(
  studio: Studio,
  tx: Transaction,
  { tuneId, eta }: Submitted,
  effect: Effect,
): Promise<void> {
  const orderId = effect.key
  const { erased } = await lockContacts(tx, effect.contactId ? [effect.contactId] : [], 'shared')
  const order = await lockOrder(tx, orderId)
  if (!order || erased.size > 0) return deleteLate(tx, effect, tuneId)
  const open = order.state === 'submitting'
  await tx.drizzle
    .update(imaging.orders)
    .set({
      tuneId,
      ...(open
        ? {
            state: order.training ? 'training' : 'making',
            eta: eta === null ? null : new Date(eta),
            nextPollAt: fromNow(studio.settings.POLL_MS) as never,
            deadline: fromNow(studio.settings.ORDER_DEADLINE_MS) as never,
            progressAt: sql`now()`,
          }
        : {}),
      updatedAt: sql`now()`,
    })
    .where(eq(imaging.orders.orderId, orderId))
  if (!open) return
  const { contactId, training } = order
  await enqueueEvents(tx, 'imaging', [
    newEvent(tuneCreated, contactId, { orderId, contactId, tuneId, training, readyAt: training ? eta : null }),
  ])
}

/** The contact was erased while Astria was being asked: what it made goes too. */
async function deleteLate(tx: Transaction, effect: Effect, tuneId: string): Promise<void> {
  if (!effect.contactId) return
  await prepareEffects(tx, 'imaging', [
    {
      kind: 'delete_at_astria',
      key: `${effect.contactId}:${tuneId}`,
      contactId: effect.contactId,
      request: { contactId: effect.contactId, tuneIds: [tuneId], promptIds: [] },
    },
  ])
}

/** Astria refused an order for good, or its time is over. A stopped one has nothing more to come. */
export async function rejectSubmission(
  studio: Studio,
  tx: Transaction,
  error: RejectedError,
  effect: Effect,
): Promise<void> {
  const order = await lockOrder(tx, effect.key)
  if (order?.state === 'submitting') await failOrder(studio, tx, order, error.code)
}
