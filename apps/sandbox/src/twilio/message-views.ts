import type { ChatMessage } from '../phones/chat-message.ts'
import { messageSid, type Twilio } from './twilio.ts'

const DEFAULT_PAGE = 50
const MAX_PAGE = 1000

const addressOf = ({ phones }: Twilio, phone: string): string => `whatsapp:+${phones.find(phone)?.id ?? phone}`

/** A message as the API shows it: a queued one was not sent yet. */
export function messageView(twilio: Twilio, { id, phone, from, at, status, content }: ChatMessage) {
  const [business, person] = [`whatsapp:+${twilio.number}`, addressOf(twilio, phone)]
  const isOurs = from === 'business'
  const made = new Date(at).toUTCString().replace('GMT', '+0000')
  return {
    sid: messageSid(id),
    status: !isOurs ? 'received' : status === 'pending' ? 'queued' : status,
    direction: isOurs ? 'outbound-api' : 'inbound',
    from: isOurs ? business : person,
    to: isOurs ? person : business,
    body: content.text ?? '',
    num_media: content.media ? '1' : '0',
    date_created: made,
    date_sent: isOurs && status === 'pending' ? null : made,
    error_code: null,
    error_message: null,
  }
}

/**
 * The list of messages, newest first, by `From`, `To` and the day they were sent (`DateSent>` is that day or later, of
 * Greenwich). What has not left yet has no such day, and is not found by one.
 */
export function listMessages(twilio: Twilio, account: string, query: Readonly<Record<string, string>>) {
  const { From, To, 'DateSent>': since } = query
  const size = Math.min(Number(query.PageSize ?? DEFAULT_PAGE) || DEFAULT_PAGE, MAX_PAGE)
  const page = Number(query.Page ?? 0) || 0
  const all = [...twilio.phones.all()]
    .flatMap(({ id }) => twilio.chats.of(id))
    .sort((a, b) => b.at - a.at)
    .map(message => messageView(twilio, message))
    .filter(({ from, to, date_sent }) => {
      if ((From !== undefined && from !== From) || (To !== undefined && to !== To)) return false
      return since === undefined || (date_sent !== null && new Date(date_sent).toISOString().slice(0, 10) >= since)
    })
  const next = new URLSearchParams({ ...query, Page: String(page + 1) })
  return {
    messages: all.slice(page * size, (page + 1) * size),
    page,
    page_size: size,
    next_page_uri: all.length > (page + 1) * size ? `/2010-04-01/Accounts/${account}/Messages.json?${next}` : null,
  }
}

/** The files of a message. */
export function mediaViews({ phones, chats }: Twilio, sid: string) {
  const all = [...phones.all()].flatMap(({ id }) => chats.of(id))
  const media = all.find(({ id }) => messageSid(id) === sid)?.content.media
  return { media_list: media ? [{ sid: media.mediaId, content_type: media.mimeType, parent_sid: sid }] : [] }
}
