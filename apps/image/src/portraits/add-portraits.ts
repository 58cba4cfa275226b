import type { Prompt } from '@astria-bot/astria'
import { imaging, prepareEffects, type Transaction } from '@astria-bot/store'
import type { OrderRow } from '../orders/order-row.ts'
import type { Studio } from '../studio.ts'
import type { CopyRequest } from './copy-request.ts'
import { portraitId } from './portrait-id.ts'

/** Writes down what Astria has made; each image is copied by a job of its own. What is known already stays as it is. */
export async function addPortraits(
  { settings }: Studio,
  tx: Transaction,
  { orderId, contactId }: OrderRow,
  prompts: readonly Prompt[],
): Promise<void> {
  const found = prompts.flatMap(({ promptId, images }) =>
    images.map((url, index) => ({
      id: portraitId(orderId, promptId, index),
      orderId,
      contactId,
      promptId,
      index,
      url,
    })),
  )
  if (found.length === 0) return
  const rows = found.map(({ url: _url, ...row }) => row)
  const added = await tx.drizzle.insert(imaging.portraits).values(rows).onConflictDoNothing().returning()
  const fresh = new Set(added.map(row => row.id))
  const deadline = new Date(Date.now() + settings.ORDER_DEADLINE_MS)
  await prepareEffects(
    tx,
    'imaging',
    found
      .filter(({ id }) => fresh.has(id))
      .map(({ id, url }) => ({
        kind: 'copy_result',
        key: id,
        contactId,
        request: { portraitId: id, orderId, contactId, url } satisfies CopyRequest,
        deadline,
      })),
  )
}
