import { type Event, RejectedError, TransientError } from '@astria-bot/contracts'
import type { ReceivedMessage } from '../send/whatsapp-client.ts'
import { type Fields, fields, list, text } from '../values.ts'
import { eventId } from '../webhook/event-ids.ts'
import { parseTwilioWebhook } from './parse-webhook.ts'
import { digitsOf } from './read-form.ts'
import { instantOf } from './read-message.ts'
import { callTwilio, type TwilioAccess } from './twilio-api.ts'

const maxPages = 1000
const pageSize = 1000

/** What was received by one number. */
export interface ReceivedQuery {
  /** `https://api.twilio.com/2010-04-01/Accounts/AC…/Messages` */
  readonly messagesUrl: string
  /** `whatsapp:+…` */
  readonly to: string
  readonly since: Date
}

/**
 * What customers sent to a number since then, page by page, the newest first. `DateSent` is a day of Greenwich: reading
 * ends with the first page that is older altogether.
 */
export async function* receivedMessages(
  access: TwilioAccess,
  { messagesUrl, to, since }: ReceivedQuery,
): AsyncGenerator<ReceivedMessage[]> {
  const query = { To: to, 'DateSent>': since.toISOString().slice(0, 10), PageSize: String(pageSize) }
  const listUrl = `${messagesUrl}.json`
  let url: string | undefined = `${listUrl}?${new URLSearchParams(query)}`
  for (let page = 0; url !== undefined; page += 1) {
    if (page === maxPages) throw new TransientError('the list of received messages has no end')
    const answer = await callTwilio(access, url, {}, 'harmless')
    const items = list(answer.messages).flatMap((value): Fields[] => {
      const item = fields(value)
      return item ? [item] : []
    })
    const recent = items.filter(item => Date.parse(instantOf(item.date_created) ?? '') >= since.getTime())
    yield recent.flatMap(item => receivedMessage(access, messagesUrl, item) ?? [])
    if (items.length > 0 && recent.length === 0) return
    const next = text(answer.next_page_uri)
    // The credentials go to Twilio's own address only, whatever the answer names.
    url = next && URL.canParse(next, listUrl) ? `${listUrl}${new URL(next, listUrl).search}` : undefined
  }
}

function receivedMessage(access: TwilioAccess, messagesUrl: string, item: Fields): ReceivedMessage | undefined {
  const [sid, from, to, at] = [text(item.sid), text(item.from), text(item.to), instantOf(item.date_created)]
  const number = digitsOf(to?.replace(/^whatsapp:/, ''))
  if (text(item.direction) !== 'inbound' || !sid || !from || !to || !at || number === undefined) return undefined
  const form = { MessageSid: sid, From: from, To: to, Body: text(item.body) ?? '' }
  return {
    eventId: eventId(number, sid),
    at: new Date(at),
    async read(): Promise<readonly Event[]> {
      const hasMedia = Number(item.num_media) > 0
      const media = hasMedia ? await mediaOf(access, `${messagesUrl}/${encodeURIComponent(sid)}/Media`) : {}
      const body = Buffer.from(new URLSearchParams({ ...form, ...media }).toString())
      const parsed = parseTwilioWebhook({ contentType: 'application/x-www-form-urlencoded', body }, new Date(at))
      return parsed.ok ? parsed.events : []
    },
  }
}

/** The files of a message, in the fields of a webhook; none where Twilio has them no longer. */
async function mediaOf(access: TwilioAccess, url: string): Promise<Record<string, string>> {
  const answer = await callTwilio(access, `${url}.json`, {}, 'harmless').catch(error => {
    if (error instanceof RejectedError) return {} as Fields
    throw error
  })
  const files = list(answer.media_list).flatMap(value => {
    const [sid, type] = [text(fields(value)?.sid), text(fields(value)?.content_type)]
    return sid && type ? [{ url: `${url}/${encodeURIComponent(sid)}`, type }] : []
  })
  return Object.fromEntries(
    files.flatMap((file, index) => [
      [`MediaUrl${index}`, file.url],
      [`MediaContentType${index}`, file.type],
    ]),
  )
}
