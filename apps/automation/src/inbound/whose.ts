import {
  contactChanged,
  contactCreated,
  erasureRequested,
  isEvent,
  type KnownEvent,
  messageReceived,
  paymentReceived,
} from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import type { Told } from '../contacts/save-snapshots.ts'
import { findContactsByKey } from '../sql/find-contacts-by-key.ts'
import { lockAll } from '../sql/lock-all.ts'

/** Whose the events of a batch are. */
export interface Owners {
  /** The contact, known or not, who remains; undefined for a message of nobody known. */
  contactOf(event: KnownEvent): string | undefined
  /** Whether it is a message from before its writer was erased. */
  isForgotten(event: KnownEvent): boolean
  /** Who becomes part of whom in this batch: each points to who remains. */
  readonly mergers: ReadonlyMap<string, string>
}

/**
 * Reads whose events are: messages are told under a key of their writer, and the other apps go on telling under the id of
 * a contact who has become part of another. What could change that meanwhile is locked.
 */
export async function findOwners(tx: Transaction, events: readonly KnownEvent[]): Promise<Owners> {
  const told = toldIn(events)
  const merged = told.flatMap(({ contactId, mergedInto }) =>
    mergedInto === undefined ? [] : [[contactId, mergedInto]],
  )
  const names = events.flatMap(event => nameOf(event) ?? [])
  // Keys first, contacts second, as everywhere: else two transactions would wait for each other.
  await lockAll(tx, 'key', [...told.flatMap(({ keys }) => keys), ...merged.flat(), ...names])
  const found = await findContactsByKey(tx, [...names, ...merged.flatMap(([, into]) => into!)])
  const direct = new Map(merged.map(([id, into]) => [id!, found.get(into!)?.contactId ?? into!]))
  return {
    mergers: new Map([...direct.keys()].map(id => [id, lastOf(direct, id)])),
    isForgotten(event) {
      const erasedAt = isMessage(event) ? found.get(event.subject)?.erasedAt : null
      return erasedAt != null && isEvent(messageReceived, event) && Date.parse(event.data.sentAt) <= erasedAt.getTime()
    },
    contactOf(event) {
      if (isMessage(event)) return found.get(event.subject)?.contactId ?? undefined
      const contactId = contactIdIn(event)
      return isOwn(event) ? contactId : (found.get(contactId)?.contactId ?? contactId)
    },
  }
}

/** What contact events tell. */
export const toldIn = (events: readonly KnownEvent[]): Told[] =>
  events.filter(isContactEvent).map(event => event.data as Told)

/** Whether it tells of a contact's own fields. */
export const isContactEvent = (event: KnownEvent) => isEvent(contactCreated, event) || isEvent(contactChanged, event)

/** Whether somebody wrote. */
export const isMessage = (event: KnownEvent) => isEvent(messageReceived, event)

/** What is said of a contact as such is about that one alone, whoever they are part of. */
const isOwn = (event: KnownEvent) => isContactEvent(event) || isEvent(erasureRequested, event)

/** What its owner has to be looked up by. */
function nameOf(event: KnownEvent): string | undefined {
  if (isMessage(event)) return event.subject
  return isOwn(event) ? undefined : contactIdIn(event)
}

/** Whose event it is, where its data says so. */
function contactIdIn(event: KnownEvent): string {
  if (isEvent(paymentReceived, event)) return event.data.order.contactId
  return (event.data as { contactId: string }).contactId
}

function lastOf(next: ReadonlyMap<string, string>, from: string): string {
  let at = from
  for (let hops = 0; hops < next.size && next.has(at); hops += 1) at = next.get(at)!
  return at
}
