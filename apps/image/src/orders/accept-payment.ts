import { callbackUrl } from '@astria-bot/astria'
import type { OrderDetails } from '@astria-bot/contracts'
import { imaging, type NewEffect, prepareEffects, type Transaction } from '@astria-bot/store'
import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { samePerson } from '../contacts/same-person.ts'
import { fromNow } from '../sql/from-now.ts'
import { lockContacts } from '../sql/lock-contacts.ts'
import type { Studio } from '../studio.ts'
import { characteristicsOf } from './characteristics.ts'
import { expectedCount } from './expected-count.ts'
import { failOrder } from './fail-order.ts'
import type { PromptsSubmission, TuneSubmission } from './submission.ts'

/** What is to be submitted for an order, or why it cannot be. */
type Plan = { effect: Pick<NewEffect, 'kind' | 'request'> } | { failure: string }

/** An order was paid: everything that Astria is to be asked for is frozen now. */
export async function acceptPayment(studio: Studio, tx: Transaction, details: OrderDetails): Promise<void> {
  const { orderId, contactId, packId, className, tuneId } = details
  const { erased } = await lockContacts(tx, [contactId], 'shared')
  const gone = erased.has(contactId)
  const inserted = await tx.drizzle
    .insert(imaging.orders)
    .values({
      orderId,
      contactId,
      packId,
      className,
      details: gone ? {} : details,
      training: tuneId === null,
      tuneId,
      expectedCount: await expectedCount(tx, packId, className),
      deadline: fromNow(studio.settings.ORDER_DEADLINE_MS) as never,
    })
    .onConflictDoNothing()
    .returning()
  const order = inserted[0]
  if (!order) return
  const plan = gone ? { failure: 'erased' } : await (tuneId === null ? planTune : planPrompts)(studio, tx, details)
  if ('failure' in plan) return failOrder(studio, tx, order, plan.failure)
  await prepareEffects(tx, 'imaging', [{ ...plan.effect, key: orderId, contactId, deadline: order.deadline }])
}

async function planTune(studio: Studio, tx: Transaction, details: OrderDetails): Promise<Plan> {
  const { pictures } = imaging
  const usable = await tx.drizzle
    .select()
    .from(pictures)
    .where(
      and(
        inArray(pictures.id, details.pictureIds.length > 0 ? details.pictureIds : [details.orderId]),
        inArray(pictures.contactId, await samePerson(tx, details.contactId)),
        // Nothing that is held or refused is ever trained with.
        eq(pictures.state, 'accepted'),
        isNotNull(pictures.fileKey),
      ),
    )
  const missing = details.pictureIds.length - usable.length
  if (usable.length === 0 || (missing > 0 && usable.length < studio.settings.MIN_PICTURES)) {
    return { failure: 'pictures_missing' }
  }
  const inOrder = usable.sort((a, b) => details.pictureIds.indexOf(a.id) - details.pictureIds.indexOf(b.id))
  const { TUNE_PRESET, BASE_TUNE_ID } = studio.settings
  const request: TuneSubmission = {
    ...common(studio, details),
    fileKeys: inOrder.map(picture => picture.fileKey!),
    characteristics: characteristicsOf(inOrder.map(picture => picture.traits)),
    fields: { preset: TUNE_PRESET, ...(BASE_TUNE_ID ? { base_tune_id: BASE_TUNE_ID } : {}) },
  }
  return { effect: { kind: 'create_tune', request } }
}

/** A saved model must be the person's own. */
async function planPrompts(studio: Studio, tx: Transaction, details: OrderDetails): Promise<Plan> {
  const tuneId = details.tuneId!
  const { orders } = imaging
  const [first] = await tx.drizzle
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.tuneId, tuneId),
        inArray(orders.contactId, await samePerson(tx, details.contactId)),
        isNotNull(orders.trainedAt),
      ),
    )
    .limit(1)
  if (!first) return { failure: 'unknown_tune' }
  const request: PromptsSubmission = { ...common(studio, details), tuneId, characteristics: {}, fields: {} }
  return { effect: { kind: 'create_prompts', request } }
}

function common({ settings }: Studio, { orderId, packId, className }: OrderDetails) {
  const link = (kind: 'tune' | 'prompt' | 'prompts') =>
    callbackUrl(settings.PUBLIC_URL, orderId, kind, settings.CALLBACK_SECRET[0]!)
  const callbacks = { tune: link('tune'), prompt: link('prompt'), prompts: link('prompts') }
  return { orderId, packId, className, callbacks }
}
