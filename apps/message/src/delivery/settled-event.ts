import { type DataOf, type Event, messageSettled } from '@astria-bot/contracts'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'

/** The event that tells what became of a message of ours, now. */
export function settledEvent(
  data: Omit<DataOf<typeof messageSettled>, 'at'>,
  { nowMs, causeId }: { nowMs: number; causeId?: string },
): Event {
  const time = new Date(nowMs)
  const attributes = { id: newId(nowMs), subject: data.contactId, time, causationid: causeId }
  return messageEvent(messageSettled, attributes, { ...data, at: time.toISOString() })
}
