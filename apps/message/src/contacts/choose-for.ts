import type { Contact } from '../turns/contact.ts'
import type { Writes } from '../turns/writes.ts'

/**
 * A contact, who is locked, told an operator that they want to hear nothing more, or want to again: as if they had written
 * it, but that nothing is answered. What is so already leaves no trace.
 */
export function chooseFor(
  contact: Contact,
  choice: { optedOut: boolean; by: string; at: string },
  writes: Pick<Writes, 'contacts' | 'choices' | 'told'>,
): void {
  const { optedOut } = choice
  if (contact.optedOut === optedOut) return
  writes.contacts.set(contact.id, { ...writes.contacts.get(contact.id), optedOut })
  writes.choices.push({ contactId: contact.id, source: 'operator', ...choice })
  writes.told.set(contact.id, undefined)
}
