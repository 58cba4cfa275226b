import { createEvent, type DataOf, type Event, messageSettled } from '@astria-bot/contracts'
import { newId } from '../ids/new-id.ts'

/** The event that tells what became of a message of ours, now. */
export function settledEvent(
  data: Omit<DataOf<typeof messageSettled>, 'at'>,
  { nowMs, causeId }: { nowMs: number; causeId?: string },
): Event {
  const time = new Date(nowMs)
  const attributes = { id: newId(nowMs), source: 'message', subject: data.contactId, time, causationid: causeId }
  return createEvent(messageSettled, attributes, { ...data, at: time.toISOString() })
}
