import {
  type ContactSnapshot,
  contactChanged,
  contactCreated,
  erasureRequested,
  isEvent,
  type KnownEvent,
  messageReceived,
  messageSettled,
  paymentReceived,
  templateChanged,
} from '@astria-bot/contracts'
import { rememberEvents, type Transaction } from '@astria-bot/store'
import { changesOf } from '../contacts/changes.ts'
import { saveSnapshots, type Told } from '../contacts/save-snapshots.ts'
import type { Engine } from '../engine.ts'
import { eraseContacts } from '../erasure/erase-contacts.ts'
import { findContactsByKey } from '../sql/find-contacts-by-key.ts'
import { loadBefore } from '../sql/load-before.ts'
import { type KnownContact, loadKnown } from '../sql/load-known.ts'
import { lockAll } from '../sql/lock-all.ts'
import { saveTemplates } from '../sql/templates.ts'
import { keepWaitingEvents, takeWaitingEvents } from '../sql/waiting-events.ts'
import { applyEvents, type Happening } from './apply-events.ts'
import { automationConsumer } from './consumed.ts'
import { settleMessages } from './settle-messages.ts'

/** Handles events of different contacts in one transaction, each once. */
export function handleEvents(engine: Engine, onCommit: () => void) {
  return async (batch: readonly KnownEvent[]): Promise<void> => {
    const asks = await engine.db.transaction(async tx => {
      const ids = batch.map(event => event.id)
      const fresh = await rememberEvents(tx, 'automation', automationConsumer.durable, ids)
      const events = batch.filter(event => fresh.delete(event.id))
      await saveTemplates(
        tx,
        events.filter(event => isEvent(templateChanged, event)),
      )
      const ofContacts = events.filter(event => !isEvent(templateChanged, event))
      const asked = ofContacts.length > 0 && (await handle(engine, tx, ofContacts))
      engine.crash('automation:before-commit')
      return asked
    })
    engine.crash('automation:after-commit')
    if (asks) onCommit()
  }
}

const isContactEvent = (event: KnownEvent) => isEvent(contactCreated, event) || isEvent(contactChanged, event)

/** Tells whether it left something for others to do: events to publish, webhooks to call. */
async function handle(engine: Engine, tx: Transaction, events: readonly KnownEvent[]): Promise<boolean> {
  const told = events.filter(isContactEvent).map(event => event.data as Told)
  // Keys first, contacts second, as everywhere: else two transactions would wait for each other.
  await lockAll(tx, 'key', [
    ...told.flatMap(({ keys }) => keys),
    ...events.filter(isMessage).map(event => event.subject),
  ])
  const byKey = await findContactsByKey(
    tx,
    events.filter(isMessage).map(event => event.subject),
  )
  const contactOf = (event: KnownEvent) => (isMessage(event) ? byKey.get(event.subject) : contactIdIn(event))
  const mergers = new Map(told.flatMap(({ contactId, mergedInto: into }) => (into ? [[contactId, into]] : [])))
  const contactIds = [...new Set([...events.flatMap(event => contactOf(event) ?? []), ...mergers.values()])]
  await lockAll(tx, 'contact', contactIds)

  const before = await loadBefore(tx, contactIds)
  const { erased } = before
  const shelf = await engine.library.current(tx, before.revision)
  const gone = events.filter(event => isEvent(erasureRequested, event)).map(event => contactOf(event)!)
  for (const contactId of gone) erased.add(contactId)
  const living = told.filter(
    ({ contactId, mergedInto = contactId }) => !erased.has(contactId) && !erased.has(mergedInto),
  )
  const news = await saveSnapshots(tx, living, { known: before.known, awaited: shelf.awaitedDates })
  const known = mergers.size > 0 ? await loadKnown(tx, contactIds) : withNews(before.known, news)

  const happenings: Happening[] = []
  const waiting = new Map<KnownEvent, string>()
  for (const event of events) {
    const own = contactOf(event)
    const into = own === undefined ? undefined : mergers.get(own)
    // Of who has just become part of another contact only the messages are left to look at: as that one's.
    if (into !== undefined && !isMessage(event)) continue
    const contactId = into ?? own
    if (contactId !== undefined && (erased.has(contactId) || isEvent(erasureRequested, event))) continue
    if (contactId === undefined || !known.has(contactId))
      waiting.set(event, isMessage(event) ? event.subject : contactId!)
    else if (isEvent(contactCreated, event)) {
      happenings.push({
        event,
        contactId,
        occasions: [{ type: 'new_contact', atMs: Date.parse(event.time), channel: event.data.channel }],
      })
    } else if (isEvent(contactChanged, event)) {
      happenings.push({
        event,
        contactId,
        occasions: changesOf(before.known.get(contactId)?.snapshot, event.data, Date.parse(event.time)),
      })
    } else happenings.push({ event, contactId })
  }
  await keepWaitingEvents(tx, waiting)
  const owners = new Map(
    living.flatMap(({ contactId, keys }) => [...keys, contactId].map(key => [key, contactId] as const)),
  )
  const released = await takeWaitingEvents(tx, [...owners.keys()])
  for (const event of released) {
    const contactId = owners.get(isMessage(event) ? event.subject : contactIdIn(event))
    if (contactId !== undefined) happenings.push({ event, contactId })
  }
  await settleMessages(
    engine,
    tx,
    happenings.flatMap(({ event }) => (isEvent(messageSettled, event) ? [event] : [])),
  )
  const runs = await applyEvents(engine, tx, { shelf, known }, happenings)
  await eraseContacts(tx, [...new Set(gone)], engine.now())
  return runs > 0 || gone.length > 0
}

/** The contacts as they are known once snapshots were stored. */
function withNews(before: ReadonlyMap<string, KnownContact>, news: readonly ContactSnapshot[]) {
  const now = new Map(before)
  for (const snapshot of news) {
    const { contactId } = snapshot
    now.set(contactId, { contactId, lastInboundAt: null, ...before.get(contactId), snapshot })
  }
  return now
}

/** Whose event it is, where its data says so. */
function contactIdIn(event: KnownEvent): string {
  if (isEvent(paymentReceived, event)) return event.data.order.contactId
  return (event.data as { contactId: string }).contactId
}

function isMessage(event: KnownEvent): boolean {
  return isEvent(messageReceived, event)
}
