import type { Queryable, Transaction } from '@astria-bot/store'

/** Stands for all automations together. */
export const allAutomations = '00000000-0000-0000-0000-000000000000'

/** How often an automation ran for a contact on one of their days. */
export interface Counter {
  contactId: string
  automationId: string
  /** `2026-11-20`, where the contact lives. */
  day: string
  count: number
}

const load = {
  name: 'automation:load-counters',
  text: `select contact_id as "contactId", automation_id as "automationId", day::text as day, count
    from automation.counters where contact_id = any ($1::uuid[]) and day >= $2::date`,
}
const add = {
  name: 'automation:add-counters',
  text: `insert into automation.counters as c (contact_id, automation_id, day, count)
    select contact_id, automation_id, day, sum(count) from unnest($1::uuid[], $2::uuid[], $3::date[], $4::int[])
      as given (contact_id, automation_id, day, count)
    group by contact_id, automation_id, day
    on conflict (contact_id, automation_id, day) do update set count = c.count + excluded.count`,
}

/** The counters of some contacts from a day on. */
export async function loadCounters(db: Queryable, contactIds: readonly string[], from: string): Promise<Counter[]> {
  return contactIds.length === 0 ? [] : db.query<Counter>(load, [contactIds, from])
}

/** Counts on. */
export async function addCounters(tx: Transaction, rows: readonly Counter[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(add, [
    rows.map(row => row.contactId),
    rows.map(row => row.automationId),
    rows.map(row => row.day),
    rows.map(row => row.count),
  ])
}
