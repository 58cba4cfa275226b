import type { Queryable, Transaction } from '@astria-bot/store'

/** Stands for all automations together. */
export const allAutomations = '00000000-0000-0000-0000-000000000000'

/** How often an automation ran for a contact on one of their days, or how many messages it asked for. */
export interface Counter {
  contactId: string
  automationId: string
  what: 'executions' | 'messages'
  /** `2026-11-20`, where the contact lives. */
  day: string
  count: number
}

const load = {
  name: 'automation:load-counters',
  text: `select contact_id as "contactId", automation_id as "automationId", what, day::text as day, count
    from automation.counters where contact_id = any ($1::uuid[]) and day >= $2::date`,
}
const add = {
  name: 'automation:add-counters',
  text: `insert into automation.counters as c (contact_id, automation_id, what, day, count)
    select contact_id, automation_id, what, day, sum(count)
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::int[])
      as given (contact_id, automation_id, what, day, count)
    group by contact_id, automation_id, what, day
    order by contact_id, automation_id, what, day
    on conflict (contact_id, automation_id, what, day) do update set count = c.count + excluded.count`,
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
    rows.map(row => row.what),
    rows.map(row => row.day),
    rows.map(row => row.count),
  ])
}
