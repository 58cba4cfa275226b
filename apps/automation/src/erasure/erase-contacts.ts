import { erasureDone } from '@astria-bot/contracts'
import { enqueueEvents, type Transaction } from '@astria-bot/store'
import { newEvent } from '../new-event.ts'

const statement = (name: string, text: string) => ({ name: `automation:erase-${name}`, text })

const remember = statement(
  'remember',
  'insert into automation.erasures (contact_id) select unnest($1::uuid[]) on conflict do nothing',
)
/** What they wrote before travels apart from this, and may come later: it is known by its key. */
const rememberKeys = statement(
  'remember-keys',
  `insert into automation.erased_keys as e (key, erased_at)
    select key, max(at) from unnest($1::uuid[], $2::timestamptz[]) as gone (contact_id, at)
      join automation.contact_keys using (contact_id)
    group by key
    on conflict (key) do update set erased_at = greatest(e.erased_at, excluded.erased_at)`,
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

/** Deletes all rows of contacts, erased at their times, and says so; what comes late for them is dropped. Twice is the same as once. */
export async function eraseContacts(tx: Transaction, gone: ReadonlyMap<string, string>, now: Date): Promise<void> {
  if (gone.size === 0) return
  const contactIds = [...gone.keys()]
  await tx.query(rememberKeys, [contactIds, [...gone.values()]])
  for (const one of [remember, steps, waitingEvents, waits, ...deletions, effects]) await tx.query(one, [contactIds])
  await enqueueEvents(
    tx,
    'automation',
    contactIds.map(contactId => newEvent(erasureDone, contactId, now, { contactId, app: 'automation' })),
  )
}
