import { createEvent, type Event, itemBroken } from '@astria-bot/contracts'
import { fields, list } from '../values.ts'
import { bounded } from './bounded.ts'
import { hashedId } from './event-ids.ts'
import { headOf } from './keep-raw.ts'
import { parseJson } from './parse-json.ts'
import { readChange } from './read-change.ts'
import { changeOf, readEntry } from './read-envelope.ts'

/** The events of a webhook, or why it is none. */
export type ParsedWebhook = { ok: true; events: Event[] } | { ok: false; why: 'malformed' }

/** Meta puts at most 1,000 updates into one webhook. */
const maxEvents = 10_000

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
        events.push(bounded(event, body.length, now))
      }
    }
  }
  return { ok: true, events }
}
