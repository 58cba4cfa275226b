import { createEvent, type Event, itemBroken } from '@astria-bot/contracts'
import { fields, list } from '../values.ts'
import { hashedId } from './event-ids.ts'
import { headOf } from './keep-raw.ts'
import { parseJson } from './parse-json.ts'
import { readChange } from './read-change.ts'
import { changeOf, readEntry } from './read-envelope.ts'

/** The events of a webhook, or why it is none. */
export type ParsedWebhook = { ok: true; events: Event[] } | { ok: false; why: 'malformed' }

/** A stream takes messages up to 1 MiB; an event of more than half of it is no message of a customer. */
const maxEventBytes = 512 * 1024
/** No event of a smaller webhook can be too large, not even when every byte becomes a U+FFFD of three. */
const worthChecking = maxEventBytes / 4
/** Meta puts at most 1,000 updates into one webhook. */
const maxEvents = 10_000

/** Replaces an event that no stream would take by a note about it: otherwise Meta would repeat its neighbours for days. */
function bounded(event: Event, now: Date): Event {
  const json = JSON.stringify(event.data)
  if (Buffer.byteLength(json) <= maxEventBytes) return event
  const attributes = { id: event.id, source: event.source, subject: event.subject, time: now }
  return createEvent(itemBroken, attributes, { reason: `the item is too large (${event.type})`, raw: headOf(json) })
}

function brokenWebhook(reason: string, text: string, now: Date): Event {
  const attributes = { id: hashedId('broken', text), source: 'gateway', subject: 'system', time: now }
  return createEvent(itemBroken, attributes, { reason, raw: headOf(text) })
}

/**
 * Reads the body of a webhook of the Cloud API: one event for each update in it, in the order in which they stand.
 * What cannot be read becomes an event of its own and harms nothing beside it. Never throws.
 */
export function parseWebhook(body: Buffer, now: Date): ParsedWebhook {
  const parsed = parseJson(body)
  if (parsed === undefined) return { ok: false, why: 'malformed' }
  const entries = list(fields(parsed.value)?.entry)
  if (entries.length === 0) {
    return { ok: true, events: [brokenWebhook('the webhook has no entries', body.toString('utf8'), now)] }
  }
  const events: Event[] = []
  for (const entry of entries.map(readEntry)) {
    for (const change of entry.changes) {
      for (const event of readChange(changeOf(entry, change), now)) {
        if (events.length === maxEvents) {
          events.push(brokenWebhook(`the webhook has more than ${maxEvents} updates`, body.toString('utf8'), now))
          return { ok: true, events }
        }
        events.push(body.length > worthChecking ? bounded(event, now) : event)
      }
    }
  }
  return { ok: true, events }
}
