import { isEvent, type KnownEvent, messageReceived, opensWindow } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { contactZone } from '../contacts/contact-zone.ts'
import { holds, type Occasion } from '../core/index.ts'
import type { Engine } from '../engine.ts'
import { execute, factsFor } from '../executions/execute.ts'
import { occurrenceOf } from '../executions/occurrence-of.ts'
import type { Run } from '../executions/run.ts'
import { type ContactFacts, withFacts } from '../facts/load-facts.ts'
import type { Shelf } from '../library/shelf.ts'
import { insertHistory } from '../sql/history.ts'
import type { KnownContact } from '../sql/load-known.ts'
import { noteNewDates } from '../sql/new-dates.ts'
import { noteActivity } from '../sql/note-activity.ts'
import { saveDates } from '../sql/save-dates.ts'
import { saveFacts } from '../sql/save-facts.ts'
import { findRequests } from '../sql/save-requests.ts'
import { causeOf } from './cause-of.ts'
import { datesOfEvent } from './dates-of-event.ts'
import { factsOfEvent } from './facts-of-event.ts'
import { inboundDate, lastInbound } from './inbound-date.ts'
import { messageOccasion } from './message-occasion.ts'
import { systemOccasion } from './system-occasion.ts'

/** Something that happened to a contact who is known. */
export interface Happening {
  event: KnownEvent
  contactId: string
  /** What contact events mean is read where the older snapshot is at hand. */
  occasions?: readonly Occasion[]
}

/** What happened, read. */
interface Read extends Happening {
  occasions: readonly Occasion[]
}

/** What is known when something happens. */
export interface Ground {
  readonly shelf: Shelf
  readonly known: ReadonlyMap<string, KnownContact>
}

/** Writes down what happened, and runs the automations that wait for it. Tells how many ran. */
export async function applyEvents(
  engine: Engine,
  tx: Transaction,
  { shelf, known }: Ground,
  happenings: readonly Happening[],
): Promise<number> {
  if (happenings.length === 0) return 0
  const read = happenings.map(one => readHappening(engine, one, known.get(one.contactId)!))
  const written = happenings.flatMap(({ event, contactId }) =>
    isEvent(messageReceived, event) && opensWindow(event.data) ? [{ contactId, at: event.data.sentAt }] : [],
  )
  await noteActivity(tx, written)
  if (shelf.awaitedDates.has(lastInbound)) {
    await noteNewDates(tx, [...new Set(written.map(one => one.contactId))].map(inboundDate))
  }
  await saveFacts(
    tx,
    happenings.flatMap(({ contactId, event }) => factsOfEvent(contactId, event)),
  )
  await saveDates(
    tx,
    read.flatMap(({ contactId, event, occasions }) =>
      datesOfEvent(
        contactId,
        event,
        occasions.find(one => one.type === 'system_event'),
      ),
    ),
    shelf.awaitedDates,
  )
  if (engine.settings.HISTORY_DAYS > 0) await keepHistory(tx, read)
  return run(engine, tx, { shelf, known }, read)
}

/** Reads an event, and notes in what is known that the contact wrote, for the next one of the same batch. */
function readHappening(engine: Engine, one: Happening, contact: KnownContact): Read {
  const { event } = one
  if (one.occasions) return { ...one, occasions: one.occasions }
  if (!isEvent(messageReceived, event)) {
    const occasion = systemOccasion(event)
    return { ...one, occasions: occasion ? [occasion] : [] }
  }
  const zone = contactZone(contact.snapshot, engine.settings.TIME_ZONE)
  const occasion = messageOccasion(event.data, { zone, lastInboundAt: contact.lastInboundAt })
  const at = new Date(event.data.sentAt)
  if (opensWindow(event.data) && (contact.lastInboundAt === null || contact.lastInboundAt < at))
    contact.lastInboundAt = at
  return { ...one, occasions: occasion ? [occasion] : [] }
}

async function keepHistory(tx: Transaction, read: readonly Read[]): Promise<void> {
  await insertHistory(
    tx,
    read.flatMap(({ event, contactId, occasions }) =>
      occasions.map((occasion, index) => ({
        eventId: index === 0 ? event.id : `${event.id} ${index}`,
        contactId,
        at: new Date(occasion.atMs),
        occurrence: occasion,
      })),
    ),
  )
}

async function run(engine: Engine, tx: Transaction, { shelf, known }: Ground, read: readonly Read[]): Promise<number> {
  const matched = read.flatMap(({ event, contactId, occasions }) =>
    occasions.flatMap(occasion => {
      const found = shelf.match(occasion, known.get(contactId)!.snapshot)
      return found.length > 0 ? [{ event, contactId, found }] : []
    }),
  )
  if (matched.length === 0) return 0
  const wanted = new Set(matched.map(one => one.contactId))
  const facts = await withFacts(tx, new Map([...known].filter(([contactId]) => wanted.has(contactId))))
  const causes = await findRequests(
    tx,
    matched.flatMap(({ event }) => causeOf(event) ?? []),
  )
  const nowMs = engine.now().getTime()
  const runs = matched.flatMap(({ event, contactId, found }) => {
    const chain = causes.get(causeOf(event) ?? '')?.chain ?? []
    return choose(found, facts.get(contactId)!, nowMs).map(
      ({ stored, occasion }): Run => ({
        stored,
        facts: facts.get(contactId)!,
        occasion,
        occurrence: occurrenceOf(occasion),
        chain,
      }),
    )
  })
  await execute(engine, tx, runs)
  return runs.length
}

/** Those whose conditions hold, in order of priority, up to one that lets none pass behind it. */
export function choose<Found extends { stored: Run['stored']; occasion: Occasion }>(
  found: readonly Found[],
  facts: ContactFacts,
  nowMs: number,
): Found[] {
  const fitting = found.filter(({ stored, occasion }) => {
    const { conditions } = stored.automation
    return !conditions || holds(conditions, factsFor(stored, facts, occasion, nowMs))
  })
  const sorted = fitting.sort((a, b) => b.stored.automation.priority - a.stored.automation.priority)
  const last = sorted.findIndex(({ stored }) => stored.automation.exclusive)
  const border = last < 0 ? undefined : sorted[last]?.stored.automation.priority
  return sorted.filter(({ stored }) => border === undefined || stored.automation.priority >= border)
}
