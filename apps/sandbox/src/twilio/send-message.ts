import { randomBytes } from 'node:crypto'
import type { ChatMessage } from '../phones/chat-message.ts'
import type { Phone } from '../phones/phone.ts'
import { chatContent } from './chat-content.ts'
import { sidOf, type Twilio } from './twilio.ts'
import { TwilioError } from './twilio-error.ts'

const WINDOW_MS = 24 * 3_600_000

function recipientOf({ phones }: Twilio, to: string): Phone {
  const address = to.startsWith('whatsapp:') ? to.slice('whatsapp:'.length) : ''
  const phone = /^\+\d+$/.test(address) ? phones.find(address.slice(1)) : phones.findByUserId(address)
  if (!phone) throw new TwilioError(address === '' ? 21211 : 63024)
  return phone
}

/** Outside the 24 hours Twilio takes a message all the same, and tells later that it did not arrive. */
function mayArrive(twilio: Twilio, phone: Phone, contentSid: string | undefined): boolean {
  const open = phone.lastInboundAt !== null && Date.now() - phone.lastInboundAt < WINDOW_MS
  return open || (contentSid !== undefined && twilio.contents.get(contentSid)?.approved === true)
}

/** The business' own id of a message, which it puts into the address of the statuses. */
function tagOf(statusCallback: string | undefined): { tag?: string } {
  const tag = statusCallback ? new URL(statusCallback).searchParams.get('id') : null
  return tag === null ? {} : { tag }
}

/** Sends what a form says. Throws a TwilioError. */
export async function sendForm(twilio: Twilio, form: Readonly<Record<string, string>>): Promise<ChatMessage> {
  if (form.From !== `whatsapp:+${twilio.number}`) throw new TwilioError(63003)
  const phone = recipientOf(twilio, form.To ?? '')
  const content = await chatContent(twilio, form)
  const id = sidOf('SM', randomBytes(16).toString('hex'))
  const message: ChatMessage = {
    id,
    phone: phone.id,
    from: 'business',
    at: Date.now(),
    content,
    status: 'pending',
    reactions: {},
    ...tagOf(form.StatusCallback),
  }
  if (form.StatusCallback) twilio.callbacks.put({ id, url: form.StatusCallback })
  if (!mayArrive(twilio, phone, form.ContentSid)) {
    twilio.statuses.fail(message, 63016)
    return message
  }
  twilio.chats.put(message)
  twilio.statuses.follow(message)
  return message
}
