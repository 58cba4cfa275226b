import { randomUUID } from 'node:crypto'
import type { Transaction } from '@astria-bot/store'

/** Which of a contact's dates. */
export interface DateKey {
  contactId: string
  name: string
  ref: string
}

const note = {
  name: 'automation:note-new-dates',
  text: `insert into automation.new_dates (contact_id, name, ref) select * from unnest($1::uuid[], $2::text[], $3::text[])`,
}
const noteAll = {
  name: 'automation:note-all-dates',
  text: `insert into automation.new_dates (contact_id, name, ref)
    select contact_id, name, ref from automation.dates where contact_id = any ($1::uuid[]) and name = any ($2::text[])`,
}
const take = {
  name: 'automation:take-new-dates',
  text: `with taken as (update automation.new_dates set batch = $1 where batch is null returning name)
    select distinct name from taken`,
}
const birthdays = {
  name: 'automation:new-birthdays',
  text: `select distinct c.birthday, c.time_zone as "timeZone" from automation.new_dates n
    join automation.contacts c using (contact_id) where n.batch = $1 and n.name = $2 and c.birthday is not null`,
}
const zones = {
  name: 'automation:new-zones',
  text: `select distinct c.time_zone as "timeZone" from automation.new_dates n
    join automation.contacts c using (contact_id) where n.batch = $1 and n.name = $2`,
}
const drop = {
  name: 'automation:drop-new-dates',
  text: 'delete from automation.new_dates where batch = $1 and name <> all ($2::text[])',
}

/** Notes dates that were told or changed, for the next look at the schedules. */
export async function noteNewDates(tx: Transaction, dates: readonly DateKey[]): Promise<void> {
  if (dates.length === 0) return
  await tx.query(note, [dates.map(one => one.contactId), dates.map(one => one.name), dates.map(one => one.ref)])
}

/** Notes all dates of contacts with these names: they live in another time zone now. */
export async function noteAllDates(
  tx: Transaction,
  contactIds: readonly string[],
  names: ReadonlySet<string>,
): Promise<void> {
  if (contactIds.length > 0 && names.size > 0) await tx.query(noteAll, [contactIds, [...names]])
}

/** Takes what was noted since the last look as one batch: its id, and the names of the dates in it. */
export async function takeNewDates(tx: Transaction): Promise<{ batch: string; names: Set<string> }> {
  const batch = randomUUID()
  const rows = await tx.query<{ name: string }>(take, [batch])
  return { batch, names: new Set(rows.map(row => row.name)) }
}

/** The birthdays of a batch, with the zones in which they begin: each pair once. */
export function birthdaysOf(
  tx: Transaction,
  batch: string,
  name: string,
): Promise<{ birthday: number; timeZone: string | null }[]> {
  return tx.query(birthdays, [batch, name])
}

/** Where the contacts of a batch live. */
export async function zonesOf(tx: Transaction, batch: string, name: string): Promise<(string | null)[]> {
  return (await tx.query<{ timeZone: string | null }>(zones, [batch, name])).map(row => row.timeZone)
}

/** Forgets what of a batch is not late for anybody. */
export async function dropNewDates(tx: Transaction, batch: string, except: Iterable<string>): Promise<void> {
  await tx.query(drop, [batch, [...except]])
}
