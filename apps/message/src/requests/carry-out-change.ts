import type { contactChangeRequested, DataOf } from '@astria-bot/contracts'
import type { Queryable } from '@astria-bot/store'
import { handOver } from '../contacts/hand-over.ts'
import { updateContact } from '../contacts/update-contact.ts'
import { requesterName } from './requester-name.ts'

/** Changes a contact, who is locked, as it was asked for. Answers whether anything is different now. */
export async function carryOutChange(
  tx: Queryable,
  { contactId, requester, handOver: wanted, ...change }: DataOf<typeof contactChangeRequested>,
  handOverMs: number,
): Promise<boolean> {
  const changed = await updateContact(tx, contactId, change)
  if (!wanted) return changed
  const { reason, until = null } = wanted
  await handOver(tx, contactId, { by: requesterName(requester), reason, until, forMs: handOverMs })
  return true
}
