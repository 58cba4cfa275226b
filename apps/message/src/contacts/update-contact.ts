import { isDeepStrictEqual } from 'node:util'
import type { Queryable } from '@astria-bot/store'
import { loadDetails, saveDetails } from '../sql/contact-details.ts'
import { rows } from '../sql/rows.ts'
import { type ContactDetails, changeDetails, type DetailsChange } from './contact-details.ts'

/**
 * Changes the details of one contact, who is locked. Answers whether anything is different now. Throws RejectedError
 * for what cannot be kept.
 */
export async function updateContact(tx: Queryable, contactId: string, change: DetailsChange): Promise<boolean> {
  const [found] = await tx.query<ContactDetails & { id: string }>(loadDetails, [[contactId]])
  if (!found) return false
  const { id, ...before } = found
  const after = changeDetails(before, change)
  if (isDeepStrictEqual(before, after)) return false
  await tx.query(saveDetails, [rows([{ id, ...after }])])
  return true
}
