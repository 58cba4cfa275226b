import type { Transaction } from '@astria-bot/store'

/** Two contacts turned out to be one person. */
export interface Merger {
  contactId: string
  into: string
}

const statement = (name: string, text: string) => ({ name: `automation:merge-${name}`, text })
/** What both have is kept as the remaining contact has it. */
const moveFacts = statement(
  'facts',
  `with moved as (delete from automation.facts where contact_id = $1 returning kind, ref, data)
    insert into automation.facts (contact_id, kind, ref, data) select $2, kind, ref, data from moved
    on conflict do nothing`,
)
const moveDates = statement(
  'dates',
  `with moved as (delete from automation.dates where contact_id = $1 returning name, ref, at, event)
    insert into automation.dates (contact_id, name, ref, at, event) select $2, name, ref, at, event from moved
    where name not like 'contact.%'
    on conflict do nothing`,
)
const moveNewDates = statement('new-dates', 'update automation.new_dates set contact_id = $2 where contact_id = $1')
const moveKeys = statement('keys', 'update automation.contact_keys set contact_id = $2 where contact_id = $1')
/** Other apps go on telling under the old id. */
const pointOn = statement(
  'point-on',
  `insert into automation.contact_keys as k (key, contact_id) values ($1::uuid::text, $2)
    on conflict (key) do update set contact_id = excluded.contact_id`,
)
const moveWaitingEvents = statement(
  'waiting-events',
  'update automation.waiting_events set key = $2::uuid::text where key = $1::uuid::text',
)
const moveActivity = statement(
  'activity',
  `with moved as (delete from automation.activity where contact_id = $1 returning last_inbound_at)
    insert into automation.activity as a (contact_id, last_inbound_at) select $2, last_inbound_at from moved
    on conflict (contact_id) do update set last_inbound_at = greatest(a.last_inbound_at, excluded.last_inbound_at)`,
)
const forget = statement('forget', 'delete from automation.contacts where contact_id = $1')
/** Who is taking a wait of theirs at this moment waits for the contact, and finds the execution ended. */
const end = statement(
  'end-executions',
  `with gone as (delete from automation.waits where execution_id = any (array(
      select execution_id from automation.waits where contact_id = $1 for update skip locked)))
    update automation.executions set state = 'stopped', reason = 'merged', position = null, ended_at = now()
    where contact_id = $1 and state = 'waiting'`,
)
/** What was done for the one counts as done for the other: the same birthday is greeted once, a limit is kept. */
const moveExecutions = statement(
  'executions',
  `update automation.executions e set contact_id = $2 where contact_id = $1 and not exists (
      select from automation.executions o
      where o.automation_id = e.automation_id and o.contact_id = $2 and o.occurrence = e.occurrence)`,
)
const moveCounters = statement(
  'counters',
  `with moved as (delete from automation.counters where contact_id = $1 returning automation_id, what, day, count)
    insert into automation.counters as c (contact_id, automation_id, what, day, count)
    select $2, automation_id, what, day, count from moved
    on conflict (contact_id, automation_id, what, day) do update set count = c.count + excluded.count`,
)
const moves = [
  moveFacts,
  moveDates,
  moveNewDates,
  moveKeys,
  pointOn,
  moveWaitingEvents,
  moveActivity,
  moveExecutions,
  moveCounters,
]

/** Gives what is known of one contact to the other; sequences of the one that is gone end, as nobody is there to get them. */
export async function mergeContact(tx: Transaction, { contactId, into }: Merger): Promise<void> {
  for (const one of [forget, end]) await tx.query(one, [contactId])
  for (const one of moves) await tx.query(one, [contactId, into])
}
