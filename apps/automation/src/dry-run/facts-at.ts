import type { Queryable } from '@astria-bot/store'
import type { ContactFacts } from '../facts/load-facts.ts'

/** A contact, and the instant at which they are looked at, in milliseconds since 1970. */
export interface Look {
  readonly known: ContactFacts
  readonly atMs: number
}

const statement = {
  name: 'automation:wrote-before',
  text: `select before.at from unnest($1::uuid[], $2::timestamptz[]) with ordinality as look (contact_id, at, n)
    left join lateral (
      select h.at from automation.history h
      where h.contact_id = look.contact_id and h.at <= look.at and h.occurrence->>'type' = 'message'
      order by h.at desc limit 1
    ) before on true
    order by look.n`,
}

/**
 * What was known of contacts at an instant that is over, as far as their last message goes: one that came later neither
 * opens the 24 hours nor fits a condition. The rest is as it is today. In the order of the looks.
 */
export async function factsAt(db: Queryable, looks: readonly Look[]): Promise<ContactFacts[]> {
  const later = looks.filter(({ known, atMs }) => Date.parse(known.contact.lastInboundAt ?? '') > atMs)
  if (later.length === 0) return looks.map(({ known }) => known)
  const rows = await db.query<{ at: Date | null }>(statement, [
    later.map(({ known }) => known.contactId),
    later.map(({ atMs }) => new Date(atMs)),
  ])
  const before = new Map(later.map((look, index) => [look, rows[index]?.at ?? null]))
  return looks.map(look => {
    const wroteAt = before.get(look)
    if (wroteAt === undefined) return look.known
    const { lastInboundAt: _later, ...contact } = look.known.contact
    const wrote = wroteAt === null ? {} : { lastInboundAt: wroteAt.toISOString() }
    return { ...look.known, wroteAt, contact: { ...contact, ...wrote } }
  })
}
