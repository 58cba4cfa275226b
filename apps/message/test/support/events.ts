import {
  createEvent,
  type DataOf,
  type EventDefinition,
  type KnownEvent,
  type MessageContent,
  messageReceived,
  statusChanged,
} from '@astria-bot/contracts'
import { channel } from './studio.ts'

let count = 0

/** Somebody with a phone and a user id. */
export interface Person {
  phone: string
  userId: string
  name: string
}

export const person = (n: number): Person => ({
  phone: `97250${String(1_000_000 + n)}`,
  userId: `IL.${10_000_000_000 + n}`,
  name: `Person ${n}`,
})

/** What may differ from one message to another. */
export interface Particulars {
  wamid?: string
  eventId?: string
  groupId?: string
  at?: Date
  /** The number that they write to. */
  to?: string
}

/** What a person sends. */
export function said(from: Partial<Person>, content: MessageContent | string, more: Particulars = {}): KnownEvent {
  count += 1
  const { wamid = `wamid.in.${process.pid}.${count}`, groupId, at = new Date() } = more
  const attributes = {
    id: more.eventId ?? `message:${wamid}`,
    source: 'gateway',
    subject: from.userId ?? from.phone ?? '',
    time: at,
  }
  return createEvent(messageReceived, attributes, {
    channel: more.to ?? channel,
    messageId: wamid,
    contact: from,
    sentAt: at.toISOString(),
    content: typeof content === 'string' ? { type: 'text', body: content } : content,
    ...(groupId === undefined ? {} : { groupId }),
  }) as KnownEvent
}

/** A picture that a person sends. */
export const picture = (n: number): MessageContent => ({
  type: 'image',
  mediaId: `media-in-${n}`,
  mimeType: 'image/jpeg',
})

/** A tap on a button of ours. */
export const button = (id: string): MessageContent => ({ type: 'button', id, title: id })

/** What WhatsApp tells about a message of ours. */
export function status(
  word: string,
  of: { wamid: string; id?: string; pricing?: unknown },
  code?: number,
  at = new Date(),
): KnownEvent {
  const attributes = { id: `status:${of.wamid}:${word}`, source: 'gateway', subject: of.wamid, time: new Date() }
  return createEvent(statusChanged, attributes, {
    channel,
    messageId: of.wamid,
    status: word,
    at: at.toISOString(),
    ...(of.id === undefined ? {} : { echoedId: of.id }),
    errors: code === undefined ? [] : [{ code }],
    ...(of.pricing === undefined ? {} : { pricing: of.pricing }),
  }) as KnownEvent
}

/** What another app tells. */
export function told<Definition extends EventDefinition>(
  definition: Definition,
  subject: string,
  data: DataOf<Definition>,
): KnownEvent {
  count += 1
  const id = `told:${process.pid}:${count}`
  return createEvent(definition, { id, source: 'test', subject, time: new Date() }, data as never) as KnownEvent
}
