import type { Queryable, Transaction } from '@astria-bot/store'

/** Something that happened to a contact. */
export interface HistoryRow {
  eventId: string
  contactId: string
  at: Date
  occurrence: unknown
}

const insert = {
  name: 'automation:insert-history',
  text: `insert into automation.history (event_id, contact_id, at, occurrence)
    select * from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::json[]) on conflict do nothing`,
}
const page = {
  name: 'automation:history-page',
  text: `select event_id as "eventId", contact_id as "contactId", at, occurrence from automation.history
    where at >= $1 and at < $2 and (at, event_id) > ($3, $4)
    order by at, event_id limit $5`,
}

/** Keeps what happened. */
export async function insertHistory(tx: Transaction, rows: readonly HistoryRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(insert, [
    rows.map(row => row.eventId),
    rows.map(row => row.contactId),
    rows.map(row => row.at),
    rows.map(row => JSON.stringify(row.occurrence)),
  ])
}

/** What happened from one time to another, in order, after the last row of the page before. */
export function historyPage(
  db: Queryable,
  period: { from: Date; until: Date },
  after: Pick<HistoryRow, 'at' | 'eventId'> | undefined,
  limit: number,
): Promise<HistoryRow[]> {
  const { from, until } = period
  return db.query<HistoryRow>(page, [from, until, after?.at ?? new Date(0), after?.eventId ?? '', limit])
}
