import type { Prompt, Tune } from '@astria-bot/astria'
import { RejectedError, TransientError, tuneFinished } from '@astria-bot/contracts'
import { enqueueEvents, imaging, type Transaction } from '@astria-bot/store'
import { count, eq, sql } from 'drizzle-orm'
import { newEvent } from '../new-event.ts'
import { addPortraits } from '../portraits/add-portraits.ts'
import { finishOrder } from '../portraits/finish-order.ts'
import type { DueOrder } from '../sql/claim-orders.ts'
import type { Studio } from '../studio.ts'
import { expectedCount } from './expected-count.ts'
import { failOrder } from './fail-order.ts'
import { lockOrder, type OrderRow } from './order-row.ts'
import { ownPrompts } from './own-prompts.ts'
import { decideProgress, pollDelayMs } from './progress.ts'

interface Look {
  tune: Tune | null
  prompts: Prompt[] | null
}

/** Looks at one order at Astria, and writes down what follows. */
export async function reconcileOrder(studio: Studio, due: DueOrder): Promise<void> {
  const look = await lookAt(studio, due)
  studio.metrics.polls.inc({ outcome: look ? 'read' : 'unread' })
  await studio.db.transaction(async tx => {
    const order = await lockOrder(tx, due.orderId)
    if (order && (order.state === 'training' || order.state === 'making'))
      await apply(studio, tx, order, look, due.nextPollAt)
  })
}

/** Null when Astria did not answer: then only the deadline decides. */
async function lookAt(
  { astria, logger }: Studio,
  { orderId, tuneId, state, knownPromptIds }: DueOrder,
): Promise<Look | null> {
  try {
    const tune = state === 'training' ? await astria.getTune(tuneId) : null
    if (tune && tune.title !== null && tune.title !== orderId) {
      throw new RejectedError('astria_mismatch', 'the tune belongs to another order')
    }
    if (state === 'training' && !tune?.trainedAt) return { tune, prompts: null }
    return { tune, prompts: ownPrompts(await astria.listPrompts(tuneId), orderId, knownPromptIds ?? []) }
  } catch (error) {
    if (!(error instanceof TransientError))
      logger.error({ err: error, order: orderId }, 'an order could not be looked at')
    return null
  }
}

async function apply(
  studio: Studio,
  tx: Transaction,
  order: OrderRow,
  look: Look | null,
  claimedUntil: Date,
): Promise<void> {
  const { portraits } = imaging
  const [{ found, now } = { found: 0, now: new Date() }] = await tx.drizzle
    .select({ found: count(), now: sql<Date>`now()`.mapWith(value => new Date(value)) })
    .from(portraits)
    .where(eq(portraits.orderId, order.orderId))
  // The pack may have been unknown when the payment came.
  const expected = order.expectedCount ?? (await expectedCount(tx, order.packId, order.className))
  const decision = decideProgress({
    training: order.state === 'training',
    tune: look?.tune ?? null,
    prompts: look?.prompts ?? null,
    found,
    expected,
    deadlinePassed: order.deadline <= now,
    progress: order.progress,
    quietMs: now.getTime() - order.progressAt.getTime(),
    pollMs: studio.settings.POLL_MS,
  })
  if (decision.trained && look?.tune) await announceTrained(tx, order, look.tune)
  if (look?.prompts) await addPortraits(studio, tx, order, look.prompts)
  if (decision.failure !== null) return failOrder(studio, tx, order, decision.failure)
  // A callback came while we looked: what it tells of may have been too late for this look.
  const pulled = order.nextPollAt?.getTime() !== claimedUntil.getTime()
  const moved = decision.progress !== order.progress || decision.trained
  await tx.drizzle
    .update(imaging.orders)
    .set({
      ...(decision.trained ? { state: 'making', polls: 0 } : {}),
      ...(decision.settled
        ? { state: 'copying', complete: decision.settled.complete, nextPollAt: null }
        : pulled
          ? {}
          : { nextPollAt: nextPoll(decision.trained ? 0 : order.polls - 1, studio.settings.POLL_MS) }),
      expectedCount: expected,
      ...(moved ? { progress: decision.progress, progressAt: sql`now()` } : {}),
      updatedAt: sql`now()`,
    })
    .where(eq(imaging.orders.orderId, order.orderId))
  if (decision.settled) await finishOrder(studio, tx, order.orderId)
}

/** Never after the deadline: that is a look of its own. */
const nextPoll = (polls: number, pollMs: number) =>
  sql`greatest(now() + 10 * interval '1 millisecond',
    least(now() + ${pollDelayMs(Math.max(0, polls), pollMs)} * interval '1 millisecond', deadline))` as never

const monthMs = 30 * 86_400_000

async function announceTrained(tx: Transaction, order: OrderRow, tune: Tune): Promise<void> {
  const { orderId, contactId, className } = order
  const trainedAt = tune.trainedAt!
  // Astria deletes a model 30 days after its training, also where it does not say so.
  const expiresAt = tune.expiresAt ?? new Date(Date.parse(trainedAt) + monthMs).toISOString()
  await tx.drizzle
    .update(imaging.orders)
    .set({ trainedAt: new Date(trainedAt), expiresAt: new Date(expiresAt) })
    .where(eq(imaging.orders.orderId, orderId))
  await enqueueEvents(tx, 'imaging', [
    newEvent(tuneFinished, contactId, { orderId, contactId, tuneId: tune.tuneId, className, trainedAt, expiresAt }),
  ])
}
