import { type DataOf, type Event, isEvent, type KnownEvent, statusChanged } from '@astria-bot/contracts'
import { type Database, rememberEvents, type Transaction } from '@astria-bot/store'
import type { SettleOptions } from '../delivery/settle.ts'
import { keepAccountChanges } from '../sql/account-changes.ts'
import { type Progress, releaseLanes } from '../sql/release-lanes.ts'
import { refillLanes, wakeLanes } from '../sql/rest-lanes.ts'
import { rows } from '../sql/rows.ts'
import { forgetUnmatched, takeMatched, type UnmatchedStatus } from '../sql/unmatched-statuses.ts'
import { isKnownStatus } from './apply-status.ts'
import { type StatusOutcome, type StatusUpdate, statusUpdate } from './apply-statuses.ts'
import { storeStatuses } from './store-statuses.ts'

/** The durable consumer of what WhatsApp tells about our messages. */
export const statusConsumer = 'message-status'

/** What handling statuses needs. */
export interface StatusDependencies extends SettleOptions {
  db: Database
  now(): number
  /** After a commit: events lie in the outbox, lanes may be due. */
  committed(outcome: StatusOutcome, released: number): void
}

/** Handles statuses: a batch is one transaction. */
export function handleStatuses(dependencies: StatusDependencies) {
  return (batch: readonly KnownEvent[]): Promise<void> =>
    store(dependencies, async tx => {
      const events = batch.filter(event => isEvent(statusChanged, event))
      const fresh = await rememberEvents(
        tx,
        'messaging',
        statusConsumer,
        events.map(event => event.id),
      )
      const news = events.filter(event => fresh.delete(event.id))
      const odd = news.filter(({ data }) => !isKnownStatus(data.status)).map(kept)
      if (odd.length > 0) await tx.query(keepAccountChanges, [rows(odd)])
      return news.map(statusUpdate)
    })
}

/** A status of a kind that is not known yet, as it came, but for whom it is about. */
function kept({ id: eventId, data }: Event<string, DataOf<typeof statusChanged>>) {
  const { channel, at, contact: _whom, ...value } = data
  return { eventId, account: '', channel, contactId: null, field: 'statuses', value, at }
}

/** Applies the statuses that came before the answer which told us their message's name. */
export async function matchStatuses(dependencies: StatusDependencies): Promise<void> {
  await store(dependencies, async tx => {
    const taken = await tx.query<Omit<UnmatchedStatus, 'at'> & { at: Date }>(takeMatched, [100])
    return taken.map(status => ({ ...status, messageId: undefined }))
  })
  await dependencies.db.query(forgetUnmatched, [])
}

/** Applies statuses that came on another way than the bus. */
export const applyUpdates = (dependencies: StatusDependencies, updates: readonly StatusUpdate[]): Promise<void> =>
  store(dependencies, async () => updates)

async function store(
  { db, now, committed, accountRetryMs, sentWaitMs, albumWaitMs }: StatusDependencies,
  updatesIn: (tx: Transaction) => Promise<readonly StatusUpdate[]>,
): Promise<void> {
  const outcome = await db.transaction(async tx => storeStatuses(tx, await updatesIn(tx), now(), accountRetryMs))
  // After the commit and apart from it: who claims a message holds its lane and then wants the message.
  const { woken, refilled, progress } = outcome
  if (woken.length > 0) await db.query(wakeLanes, [...wakes(woken), sentWaitMs, albumWaitMs])
  if (refilled.length > 0) await db.query(refillLanes, [refilled])
  const released = progress.length === 0 ? [] : await db.query(releaseLanes, releases(progress))
  committed(outcome, woken.length + refilled.length + released.length)
}

/** Columns. */
const wakes = (woken: StatusOutcome['woken']): unknown[] => [
  woken.map(({ contactId }) => contactId),
  woken.map(({ messageId }) => messageId),
]

/** Columns; of a message that came further twice at once, the farther one. */
function releases(progress: readonly Progress[]): unknown[] {
  const byMessage = new Map<string, Progress>()
  for (const one of progress) if (byMessage.get(one.messageId)?.level !== 'delivered') byMessage.set(one.messageId, one)
  const all = [...byMessage.values()]
  return [all.map(one => one.contactId), all.map(one => one.messageId), all.map(one => one.level)]
}
