import { TransientError } from '@astria-bot/contracts'
import type { Queryable } from '@astria-bot/store'
import { type ContactRow, loadContacts, lockContactRows, lockFreeContactRows } from '../sql/load-contacts.ts'
import type { Contact } from './contact.ts'

/**
 * Locks and reads contacts; `onlyFree` leaves out those that somebody else is busy with. Who became part of another
 * contact is found as that one. Throws TransientError when that happens right now: the next try finds them.
 */
export async function lockContacts(
  tx: Queryable,
  ids: Iterable<string>,
  options: { onlyFree?: boolean } = {},
): Promise<Map<string, Contact>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const locked = await tx.query<{ id: string }>(options.onlyFree ? lockFreeContactRows : lockContactRows, [wanted])
  if (locked.length === 0) return new Map()
  const found = await tx.query<ContactRow>(loadContacts, [locked.map(({ id }) => id)])
  if (!options.onlyFree && found.some(({ mergedInto }) => mergedInto !== null))
    throw new TransientError('the contact is being merged', { retryAfterMs: 50 })
  const contacts = new Map<string, Contact>()
  for (const { mergedInto, ...row } of found) {
    if (mergedInto !== null) continue
    const contact = withChoice(row)
    for (const id of [row.id, ...row.formerIds]) contacts.set(id, contact)
  }
  return contacts
}

/** What is true of messages being welcome stands in the contact: it is also learned outside the conversation. */
function withChoice(row: Contact): Contact {
  const { conversation, optedOut } = row
  return conversation && conversation.optedOut !== optedOut
    ? { ...row, conversation: { ...conversation, optedOut } }
    : row
}
