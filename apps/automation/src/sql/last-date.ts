import type { Queryable } from '@astria-bot/store'
import { lastInbound } from '../inbound/inbound-date.ts'

const date = {
  name: 'automation:last-date',
  text: `select ref, event from automation.dates where contact_id = $1 and name = $2 order by at desc, ref desc limit 1`,
}
const inbound = {
  name: 'automation:last-inbound-date',
  text: `select '' as ref, null as event from automation.activity where contact_id = $1 and last_inbound_at is not null`,
}

/** The last date of a name that a contact has, and the event that it is the time of. */
export async function lastDate(
  db: Queryable,
  contactId: string,
  name: string,
): Promise<{ ref: string; event: unknown } | undefined> {
  const [row] = await (name === lastInbound
    ? db.query<{ ref: string; event: unknown }>(inbound, [contactId])
    : db.query<{ ref: string; event: unknown }>(date, [contactId, name]))
  return row
}
