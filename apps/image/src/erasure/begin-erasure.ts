import { type DataOf, erasureDone, type erasureRequested, tuneFailed } from '@astria-bot/contracts'
import { enqueueEvents, imaging, prepareEffects, type Transaction } from '@astria-bot/store'
import { eq } from 'drizzle-orm'
import { newEvent } from '../new-event.ts'
import { lockContacts } from '../sql/lock-contacts.ts'
import type { DeleteRequest } from './delete-at-astria.ts'

/** Jobs that may be at Astria at this moment: their outcome has to be known, so that it can be deleted. */
const scrubSubmissions = {
  name: 'imaging:scrub-submissions',
  text: `update imaging.effects set error = null,
      request = case when request->>'tuneId' is null then '{}'::json
        else json_build_object('tuneId', request->>'tuneId') end
    where contact_id = $1 and kind in ('create_tune', 'create_prompts') and state in ('calling', 'unknown')`,
}
const scrubOthers = {
  name: 'imaging:scrub-effects',
  text: `update imaging.effects set request = '{}'::json, result = null, error = null, lease_id = null,
      lease_until = null, state = case when state = 'done' then 'done' else 'failed' end
    where contact_id = $1 and kind <> 'delete_at_astria'
      and not (kind in ('create_tune', 'create_prompts') and state in ('calling', 'unknown'))`,
}

const forgetMerger = {
  name: 'imaging:forget-merger',
  text: 'delete from imaging.merged_contacts where contact_id = $1 or "into" = $1',
}

const unfinished = new Set(['submitting', 'training', 'making', 'copying'])

/** Forgets a contact: the rows at once, the files and what lies at Astria by a job. Twice is the same as once. */
export async function beginErasure(tx: Transaction, { contactId }: DataOf<typeof erasureRequested>): Promise<void> {
  const { erasures, orders, pictures, portraits } = imaging
  await lockContacts(tx, [contactId], 'exclusive')
  const first = await tx.drizzle.insert(erasures).values({ contactId }).onConflictDoNothing().returning()
  if (first.length === 0) return repeat(tx, contactId)
  const made = await tx.drizzle
    .selectDistinct({ promptId: portraits.promptId })
    .from(portraits)
    .where(eq(portraits.contactId, contactId))
  await tx.drizzle.delete(pictures).where(eq(pictures.contactId, contactId))
  const gone = await tx.drizzle.delete(orders).where(eq(orders.contactId, contactId)).returning()
  await tx.query(forgetMerger, [contactId])
  await tx.query(scrubSubmissions, [contactId])
  await tx.query(scrubOthers, [contactId])
  const request: DeleteRequest = {
    contactId,
    tuneIds: [...new Set(gone.flatMap(order => order.tuneId ?? []))],
    promptIds: made.map(row => row.promptId),
  }
  await prepareEffects(tx, 'imaging', [{ kind: 'delete_at_astria', key: contactId, contactId, request }])
  // Paid and not delivered: nothing will come, so the money goes back.
  const open = gone.filter(order => unfinished.has(order.state))
  await enqueueEvents(
    tx,
    'imaging',
    open.map(({ orderId, tuneId }) =>
      newEvent(tuneFailed, contactId, { orderId, contactId, tuneId, reason: 'erased' }),
    ),
  )
}

async function repeat(tx: Transaction, contactId: string): Promise<void> {
  const [row] = await tx.drizzle.select().from(imaging.erasures).where(eq(imaging.erasures.contactId, contactId))
  if (!row?.doneAt) return
  await enqueueEvents(tx, 'imaging', [newEvent(erasureDone, contactId, { contactId, app: 'image' })])
}
