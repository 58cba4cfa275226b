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

/** Gives what is known of one contact to the other; sequences of the one that is gone end, as nobody is there to get them. */
export async function mergeContact(tx: Transaction, { contactId, into }: Merger): Promise<void> {
  for (const one of [moveFacts, moveDates, moveNewDates, moveKeys, moveActivity]) await tx.query(one, [contactId, into])
  await tx.query(forget, [contactId])
  await tx.query(end, [contactId])
}
