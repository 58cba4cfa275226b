import type { Transaction } from '@astria-bot/store'
import { type DateKey, noteNewDates } from './new-dates.ts'

/** A point in time of a contact; `at` null takes it away. */
export interface ContactDate extends DateKey {
  at: string | null
  /** The event that it is the time of. */
  event?: unknown
}

const save = {
  name: 'automation:save-dates',
  text: `insert into automation.dates as d (contact_id, name, ref, at, event)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::json[])
    on conflict (contact_id, name, ref) do update set at = excluded.at, event = excluded.event where d.at <> excluded.at
    returning contact_id as "contactId", name, ref`,
}
const remove = {
  name: 'automation:remove-dates',
  text: `delete from automation.dates d using unnest($1::uuid[], $2::text[], $3::text[]) as gone (contact_id, name, ref)
    where d.contact_id = gone.contact_id and d.name = gone.name and d.ref = gone.ref`,
}

/**
 * Stores dates, one per contact, name and ref; the last one given counts. Those that are news and that a schedule waits
 * for (`awaited`, by name) are noted for the next look at the schedules.
 */
export async function saveDates(
  tx: Transaction,
  dates: readonly ContactDate[],
  awaited: ReadonlySet<string>,
): Promise<void> {
  const last = [...new Map(dates.map(date => [`${date.contactId} ${date.name} ${date.ref}`, date])).values()]
  const kept = last.filter(date => date.at !== null)
  const gone = last.filter(date => date.at === null)
  const columns = (rows: readonly ContactDate[]) => [
    rows.map(row => row.contactId),
    rows.map(row => row.name),
    rows.map(row => row.ref),
  ]
  if (gone.length > 0) await tx.query(remove, columns(gone))
  if (kept.length === 0) return
  const events = kept.map(row => (row.event === undefined ? null : JSON.stringify(row.event)))
  const news = await tx.query<DateKey>(save, [...columns(kept), kept.map(row => row.at), events])
  await noteNewDates(
    tx,
    news.filter(({ name }) => awaited.has(name)),
  )
}
