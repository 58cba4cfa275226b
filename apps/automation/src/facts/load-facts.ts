import type { Queryable } from '@astria-bot/store'
import type { Facts, ModelFacts, OrderFacts } from '../core/index.ts'
import { groupBy } from '../group-by.ts'
import { type KnownContact, loadKnown } from '../sql/load-known.ts'
import { type Fact, loadFacts } from '../sql/save-facts.ts'

/** What is known of a contact, apart from what happens to them now. */
export interface ContactFacts extends Pick<Facts, 'contact' | 'orders' | 'models'> {
  readonly contactId: string
  /** When they wrote last; null: not since this app knows them. */
  readonly wroteAt: Date | null
}

/** Everything that is known of some contacts, by id. Those that are not known are not in it. */
export async function loadContactFacts(
  db: Queryable,
  contactIds: Iterable<string>,
): Promise<Map<string, ContactFacts>> {
  const known = await loadKnown(db, contactIds)
  return withFacts(db, known)
}

/** Adds orders and models to contacts that are already loaded. */
export async function withFacts(
  db: Queryable,
  known: ReadonlyMap<string, KnownContact>,
): Promise<Map<string, ContactFacts>> {
  const byContact = groupBy(await loadFacts(db, [...known.keys()]), fact => fact.contactId)
  return new Map([...known].map(([contactId, one]) => [contactId, contactFacts(one, byContact.get(contactId) ?? [])]))
}

function contactFacts({ contactId, snapshot, lastInboundAt }: KnownContact, facts: readonly Fact[]): ContactFacts {
  const lastAt = lastInboundAt?.toISOString()
  const newer = lastAt !== undefined && lastAt > (snapshot.lastInboundAt ?? '') ? { lastInboundAt: lastAt } : {}
  return {
    contactId,
    contact: { ...snapshot, ...newer },
    orders: facts
      .filter(({ kind, data }) => kind === 'order' && 'tier' in data)
      .map(({ ref, data }) => ({ orderId: ref, ...data }) as unknown as OrderFacts)
      .sort((a, b) => a.placedAtMs - b.placedAtMs),
    models: facts
      .filter(({ kind }) => kind === 'model')
      .map(({ ref, data }) => ({ tuneId: ref, ...data }) as unknown as ModelFacts),
    wroteAt: lastInboundAt,
  }
}
