import type { Queryable } from '@astria-bot/store'
import { type ContactRow, loadContacts, lockContactRows, lockFreeContactRows } from '../sql/load-contacts.ts'
import type { Contact } from './contact.ts'

/** Locks and reads contacts; `onlyFree` leaves out those that somebody else is busy with. */
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
  return new Map(found.map(row => [row.id, withChoice(row)]))
}

/** What is true of messages being welcome stands in the contact: it is also learned outside the conversation. */
function withChoice(row: ContactRow): Contact {
  const { conversation, optedOut } = row
  return conversation && conversation.optedOut !== optedOut
    ? { ...row, conversation: { ...conversation, optedOut } }
    : row
}
