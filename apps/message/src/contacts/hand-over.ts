import type { Queryable } from '@astria-bot/store'
import { handBackContacts, handOverContact, prolongHandOver } from '../sql/hand-over.ts'

/** The timer that hands a contact back to the bot. */
export const handBackTimer = 'hand_back'

/** Who takes over, and for how long. */
export interface HandOver {
  by: string
  reason: string | null
  /** ISO 8601; null: at least `forMs` from now on, and nobody's longer time is cut. */
  until: string | null
  forMs: number
}

/** A person answers a contact, who is locked, in the bot's place. */
export async function handOver(
  tx: Queryable,
  contactId: string,
  { by, reason, until, forMs }: HandOver,
): Promise<void> {
  await tx.query(handOverContact, [contactId, by, reason, until, forMs, handBackTimer])
}

/** The person wrote something: the bot waits on. */
export async function prolong(tx: Queryable, contactId: string, forMs: number): Promise<void> {
  await tx.query(prolongHandOver, [contactId, forMs, handBackTimer])
}

/** The bot answers contacts, who are locked, again. Answers those for whom this is a change. */
export async function handBack(tx: Queryable, contactIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(handBackContacts, [contactIds, handBackTimer])
  return rows.map(({ id }) => id)
}
