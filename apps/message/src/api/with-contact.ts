import type { Contact } from '../turns/contact.ts'
import { lockContacts } from '../turns/lock-contacts.ts'
import { type Turns, takeTurns } from '../turns/turn-taker.ts'
import type { ApiDependencies } from './api-dependencies.ts'

/**
 * Does something to a contact, who is locked meanwhile. False if there is none, or they are being erased, or became part
 * of another one.
 */
export function withContact(
  { turns }: ApiDependencies,
  id: string,
  work: (turns: Turns, contact: Contact) => Promise<void>,
): Promise<boolean> {
  return takeTurns(turns, async under => {
    const contact = (await lockContacts(under.tx, [id])).get(id)
    if (!contact || contact.gone || contact.id !== id) return false
    await work(under, contact)
    return true
  })
}
