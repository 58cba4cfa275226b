import type { Queryable } from '@astria-bot/store'
import type { TriggerOf } from '../core/index.ts'
import type { Member } from './audience.ts'

const statement = {
  name: 'automation:later-dates',
  text: `select contact_id as "contactId", ref, at from automation.dates
    where contact_id = any ($1::uuid[]) and name = any ($2::text[])`,
}

/** Names the date for which a contact is in an audience. */
export function dateKey({ contactId, ref = '', at = '' }: Member): string {
  return `${contactId} ${ref} ${at}`
}

/**
 * Those (by `dateKey`) for whom something has happened since that calls a relative trigger off: to the same order, if it
 * is about one. `nowMs` null: by the time at which each was due.
 */
export async function calledOff(
  db: Queryable,
  { to, unless = [] }: TriggerOf<'relative'>,
  members: readonly (Member & { dueMs: number })[],
  nowMs: number | null,
): Promise<Set<string>> {
  if (unless.length === 0 || members.length === 0) return new Set()
  const ids = [...new Set(members.map(member => member.contactId))]
  const names = unless.map(event => `event:${event}`)
  const rows = await db.query<{ contactId: string; ref: string; at: Date }>(statement, [ids, names])
  const off = members.filter(member => {
    const orderId = (member.event as { orderId?: string } | null | undefined)?.orderId
    return rows.some(
      row =>
        row.contactId === member.contactId &&
        row.at.toISOString() >= (member.at ?? '') &&
        (nowMs !== null || row.at.getTime() <= member.dueMs) &&
        (!('event' in to) || orderId === undefined || row.ref === orderId || !isOrderId(row.ref)),
    )
  })
  return new Set(off.map(dateKey))
}

/** Events of orders are kept under the order's id, others under names of their own. */
function isOrderId(ref: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(ref)
}
