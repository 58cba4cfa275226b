import type { KnownEvent } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'

const keep = {
  name: 'automation:keep-waiting-events',
  text: `insert into automation.waiting_events (event_id, key, event)
    select * from unnest($1::text[], $2::text[], $3::json[]) on conflict do nothing`,
}
const take = {
  name: 'automation:take-waiting-events',
  text: `delete from automation.waiting_events where key = any ($1::text[]) returning key, event`,
}

/** What waited, and the key that it waited for. */
interface WaitingEvent {
  key: string
  event: KnownEvent
}

/** Keeps events of contacts who are not known yet. */
export async function keepWaitingEvents(tx: Transaction, events: ReadonlyMap<KnownEvent, string>): Promise<void> {
  if (events.size === 0) return
  const rows = [...events]
  await tx.query(keep, [
    rows.map(([event]) => event.id),
    rows.map(([, key]) => key),
    rows.map(([event]) => JSON.stringify(event)),
  ])
}

/** Takes what waited for these keys, in the order of its time. */
export async function takeWaitingEvents(tx: Transaction, keys: readonly string[]): Promise<WaitingEvent[]> {
  if (keys.length === 0) return []
  const rows = await tx.query<WaitingEvent>(take, [keys])
  return rows.sort(({ event: a }, { event: b }) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
}
