import {
  type ContactSnapshot,
  contactChanged,
  contactCreated,
  erasureRequested,
  isEvent,
  type KnownEvent,
  messageSettled,
  templateChanged,
} from '@astria-bot/contracts'
import { rememberEvents, type Transaction } from '@astria-bot/store'
import { changesOf } from '../contacts/changes.ts'
import { saveSnapshots } from '../contacts/save-snapshots.ts'
import type { Engine } from '../engine.ts'
import { eraseContacts } from '../erasure/erase-contacts.ts'
import { loadBefore } from '../sql/load-before.ts'
import { type KnownContact, loadKnown } from '../sql/load-known.ts'
import { lockAll } from '../sql/lock-all.ts'
import { saveTemplates } from '../sql/templates.ts'
import { keepWaitingEvents, takeWaitingEvents } from '../sql/waiting-events.ts'
import { applyEvents, type Happening } from './apply-events.ts'
import { automationConsumer } from './consumed.ts'
import { settleChanges } from './settle-changes.ts'
import { settleMessages } from './settle-messages.ts'
import { findOwners, isContactEvent, isMessage, toldIn } from './whose.ts'

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

/** Tells whether it left something for others to do: events to publish, webhooks to call. */
async function handle(engine: Engine, tx: Transaction, events: readonly KnownEvent[]): Promise<boolean> {
  const { contactOf, isForgotten, mergers } = await findOwners(tx, events)
  const told = toldIn(events).map(one => ({ ...one, mergedInto: mergers.get(one.contactId) }))
  const contactIds = [...new Set([...events.flatMap(event => contactOf(event) ?? []), ...mergers.values()])]
  await lockAll(tx, 'contact', contactIds)

  const before = await loadBefore(tx, contactIds)
  const { erased } = before
  const shelf = await engine.library.current(tx, before.revision)
  const gone = new Map(
    events.flatMap(event => (isEvent(erasureRequested, event) ? [[event.data.contactId, event.time]] : [])),
  )
  for (const contactId of gone.keys()) erased.add(contactId)
  const living = told.filter(
    ({ contactId, mergedInto = contactId }) => !erased.has(contactId) && !erased.has(mergedInto),
  )
  const news = await saveSnapshots(tx, living, { known: before.known, awaited: shelf.awaitedDates })
  const known = mergers.size > 0 ? await loadKnown(tx, contactIds) : withNews(before.known, news)

  const happenings: Happening[] = []
  const waiting = new Map<KnownEvent, string>()
  for (const event of events) {
    if (isForgotten(event)) continue
    const own = contactOf(event)
    const into = own === undefined ? undefined : mergers.get(own)
    // What was told of the fields of who has just become part of another contact means nothing any more.
    if (into !== undefined && isContactEvent(event)) continue
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
  const owners = new Map<string, string>()
  for (const { contactId, keys, mergedInto = contactId } of living) {
    if (known.has(mergedInto)) for (const key of [...keys, mergedInto]) owners.set(key, mergedInto)
  }
  const released = await takeWaitingEvents(tx, [...owners.keys()])
  for (const { key, event } of released) happenings.push({ event, contactId: owners.get(key)! })
  await settleMessages(
    engine,
    tx,
    happenings.flatMap(({ event }) => (isEvent(messageSettled, event) ? [event] : [])),
  )
  await settleChanges(
    tx,
    happenings.map(({ event }) => event),
  )
  const runs = await applyEvents(engine, tx, { shelf, known }, happenings)
  await eraseContacts(tx, gone, engine.now())
  return runs > 0 || gone.size > 0
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
