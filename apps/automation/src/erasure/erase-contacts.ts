import { erasureDone } from '@astria-bot/contracts'
import { enqueueEvents, type Transaction } from '@astria-bot/store'
import { newEvent } from '../new-event.ts'

const statement = (name: string, text: string) => ({ name: `automation:erase-${name}`, text })

const remember = statement(
  'remember',
  'insert into automation.erasures (contact_id) select unnest($1::uuid[]) on conflict do nothing',
)
const steps = statement(
  'steps',
  `delete from automation.steps where execution_id in (
    select execution_id from automation.executions where contact_id = any ($1::uuid[]))`,
)
const waitingEvents = statement(
  'waiting-events',
  `delete from automation.waiting_events where key = any ($1::text[]) or key in (
    select key from automation.contact_keys where contact_id = any ($1::uuid[]))`,
)
/** Whoever is taking one at this moment waits for the contact, and then finds nothing that goes on. */
const waits = statement(
  'waits',
  `delete from automation.waits where execution_id = any (array(
    select execution_id from automation.waits where contact_id = any ($1::uuid[]) for update skip locked))`,
)
const tables = [
  'executions',
  'requests',
  'history',
  'facts',
  'dates',
  'new_dates',
  'activity',
  'counters',
  'contact_keys',
  'contacts',
]
const deletions = tables.map(table =>
  statement(table, `delete from automation.${table} where contact_id = any ($1::uuid[])`),
)
/** Requests to outside webhooks hold what was known of the contact. One that is on its way has left already. */
const effects = statement('effects', 'delete from automation.effects where contact_id = any ($1::uuid[])')

/** Deletes all rows of contacts and says so; what comes late for them is dropped. Twice is the same as once. */
export async function eraseContacts(tx: Transaction, contactIds: readonly string[], now: Date): Promise<void> {
  if (contactIds.length === 0) return
  for (const one of [remember, steps, waitingEvents, waits, ...deletions, effects]) await tx.query(one, [contactIds])
  await enqueueEvents(
    tx,
    'automation',
    contactIds.map(contactId => newEvent(erasureDone, contactId, now, { contactId, app: 'automation' })),
  )
}
