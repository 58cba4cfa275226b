import type { FoundMessage, HistoryEvent } from '../send/message-history.ts'
import { errorCode, type Fields, present, text } from '../values.ts'

/** Twilio's words for a message that it took and that is not on its way yet. */
const waiting = new Set(['accepted', 'scheduled', 'queued', 'sending'])

/** RFC 2822, as Twilio writes times, or undefined. */
export function instantOf(value: unknown): string | undefined {
  const ms = Date.parse(text(value) ?? '')
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

/** Reads a message as Twilio's API shows it; undefined where it says nothing of its state. */
export function readTwilioMessage(messageId: string, message: Fields): HistoryEvent | undefined {
  const word = text(message.status)
  if (word === undefined) return undefined
  const code = errorCode(message.error_code)
  const error = code === undefined ? undefined : `${code}: ${text(message.error_message) ?? ''}`
  const status = word === 'undelivered' ? 'failed' : waiting.has(word) ? 'accepted' : word
  return present({ messageId, status, at: instantOf(message.date_sent), errorCode: code, error }) as HistoryEvent
}

/** Reads an item of the list of messages; undefined unless it is one of ours that was made since then. */
export function readSentMessage(item: Fields, since: Date): (FoundMessage & { body: string | undefined }) | undefined {
  const messageId = text(item.sid)
  const madeAt = instantOf(item.date_created)
  if (messageId === undefined || madeAt === undefined || Date.parse(madeAt) < since.getTime()) return undefined
  if (!text(item.direction)?.startsWith('outbound')) return undefined
  const event = readTwilioMessage(messageId, item)
  return event && { ...event, madeAt, body: typeof item.body === 'string' ? item.body : undefined }
}
