import { createEvent, type Event, itemBroken } from '@astria-bot/contracts'
import { headOf } from './keep-raw.ts'

/** A stream takes messages up to 1 MiB; an event of more than half of it is no message of a customer. */
const maxEventBytes = 512 * 1024
/** No event of a smaller webhook can be too large, not even when every byte becomes a U+FFFD of three. */
const worthChecking = maxEventBytes / 4

/** Replaces an event that no stream would take by a note about it: otherwise it would come again for days. */
export function bounded(event: Event, webhookBytes: number, now: Date): Event {
  if (webhookBytes <= worthChecking) return event
  const json = JSON.stringify(event.data)
  if (Buffer.byteLength(json) <= maxEventBytes) return event
  const attributes = { id: event.id, source: event.source, subject: event.subject, time: now }
  return createEvent(itemBroken, attributes, { reason: `the item is too large (${event.type})`, raw: headOf(json) })
}
