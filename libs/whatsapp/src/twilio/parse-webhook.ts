import {
  accountChanged,
  createEvent,
  type Event,
  itemBroken,
  messageReceived,
  statusChanged,
} from '@astria-bot/contracts'
import { contactKey } from '../contact-key.ts'
import { errorCode, fields, present, textId } from '../values.ts'
import { bounded } from '../webhook/bounded.ts'
import { eventId, hashedId } from '../webhook/event-ids.ts'
import { keepRaw } from '../webhook/keep-raw.ts'
import { parseJson } from '../webhook/parse-json.ts'
import type { ParsedWebhook } from '../webhook/parse-webhook.ts'
import { firstValues, parseForm, storable } from './form.ts'
import {
  addressOf,
  contactIn,
  contentsIn,
  contextIn,
  digitsOf,
  filledIn,
  type Parameters,
  referralIn,
} from './read-form.ts'

/** A verified request of Twilio. */
export interface TwilioWebhook {
  readonly contentType: string | undefined
  readonly body: Buffer
  /** Our own id, from the address that we gave Twilio for the statuses of one message. */
  readonly echoedId?: string | undefined
}

const source = 'gateway'

/** What Twilio calls by another name than everybody here. Words such as `queued` change nothing. */
const statusOf = (word: string) => (word === 'undelivered' ? 'failed' : word)

function broken(given: Parameters, reason: string, now: Date): Event {
  const raw = Object.fromEntries(given)
  const id = hashedId('broken', filledIn(given, 'AccountSid') ?? '', raw)
  return createEvent(itemBroken, { id, source, subject: 'system', time: now }, { reason, raw })
}

function messages(given: Parameters, now: Date): Event[] {
  const channel = digitsOf(addressOf(given.get('To')))
  const sid = textId(filledIn(given, 'MessageSid') ?? filledIn(given, 'SmsMessageSid'))
  const contact = contactIn(given, addressOf(given.get('From')))
  const subject = contactKey(contact ?? {})
  if (channel === undefined) return [broken(given, 'the business number is missing or has a wrong form', now)]
  if (sid === undefined) return [broken(given, 'the id of the message is missing', now)]
  if (contact === undefined || subject === undefined) return [broken(given, 'the sender is missing', now)]
  const shared = present({ context: contextIn(given), referral: referralIn(given) })
  return contentsIn(given).map((content, index) => {
    // Further files of one message are messages of their own.
    const messageId = index === 0 ? sid : `${sid}.${index}`
    const attributes = { id: eventId(channel, messageId), source, subject, time: now }
    // Twilio does not say when it was written.
    return createEvent(messageReceived, attributes, {
      channel,
      messageId,
      contact,
      sentAt: now.toISOString(),
      content,
      ...shared,
    })
  })
}

function status(given: Parameters, echoedId: string | undefined, now: Date): Event {
  const channel = digitsOf(addressOf(given.get('From')))
  const [sid, word] = [textId(filledIn(given, 'MessageSid')), filledIn(given, 'MessageStatus')]
  if (channel === undefined || sid === undefined || word === undefined) {
    return broken(given, 'the message of the status is missing', now)
  }
  const contact = contactIn(given, addressOf(given.get('To')))
  const code = errorCode(filledIn(given, 'ErrorCode'))
  const title = filledIn(given, 'ChannelStatusMessage') ?? filledIn(given, 'ErrorMessage')
  const errors = code !== undefined && code !== 0 ? [present({ code, title }) as { code: number }] : []
  const subject = contactKey(contact ?? {}) ?? 'system'
  return createEvent(
    statusChanged,
    { id: eventId(channel, sid, word), source, subject, time: now },
    {
      channel,
      messageId: sid,
      status: statusOf(word),
      at: now.toISOString(),
      errors,
      ...present({ contact, echoedId: textId(echoedId) }),
    },
  )
}

/** Anything else that is signed: kept, and looked at by nobody yet. */
function other(given: Parameters, value: unknown, now: Date): Event {
  const account = filledIn(given, 'AccountSid') ?? ''
  const raw = keepRaw(value)
  const attributes = {
    id: hashedId('twilio', account, raw),
    source,
    subject: account.slice(0, 128) || 'system',
    time: now,
  }
  return createEvent(accountChanged, attributes, {
    account,
    field: 'twilio',
    at: now.toISOString(),
    change: { kind: 'other' },
    value: raw,
  })
}

const strings = (value: unknown): Parameters =>
  new Map(
    Object.entries(fields(value) ?? {}).flatMap(([name, one]) =>
      typeof one === 'string' || typeof one === 'number' ? [[name, storable(String(one))] as const] : [],
    ),
  )

/** Reads a webhook of Twilio, a form or JSON: a message, a status, or something else. Never throws. */
export function parseTwilioWebhook(webhook: TwilioWebhook, now: Date): ParsedWebhook {
  const parsed = readWebhook(webhook, now)
  if (!parsed.ok) return parsed
  return { ok: true, events: parsed.events.map(event => bounded(event, webhook.body.length, now)) }
}

function readWebhook({ contentType = '', body, echoedId }: TwilioWebhook, now: Date): ParsedWebhook {
  const json = /^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType) ? parseJson(body) : { value: undefined }
  if (json === undefined) return { ok: false, why: 'malformed' }
  const given = json.value === undefined ? firstValues(parseForm(body)) : strings(json.value)
  if (json.value === undefined && given.size === 0) return { ok: false, why: 'malformed' }
  const word = filledIn(given, 'MessageStatus')
  if (word !== undefined && word !== 'received') return { ok: true, events: [status(given, echoedId, now)] }
  const ofWhatsApp = [given.get('From'), given.get('To')].some(address => addressOf(address) !== undefined)
  const isMessage = given.has('MessageSid') || given.has('SmsMessageSid')
  if (isMessage && ofWhatsApp) return { ok: true, events: messages(given, now) }
  return { ok: true, events: [other(given, json.value ?? Object.fromEntries(given), now)] }
}
