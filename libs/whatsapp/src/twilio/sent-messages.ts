import type { FoundMessage } from '../send/message-history.ts'
import { fields, list, text } from '../values.ts'
import { readSentMessage } from './read-message.ts'
import { callTwilio, type TwilioAccess } from './twilio-api.ts'

const maxPages = 20
const dayMs = 86_400_000

/** What was sent from one number to one person. */
export interface SentQuery {
  /** `https://api.twilio.com/2010-04-01/Accounts/AC…/Messages.json` */
  readonly listUrl: string
  /** `whatsapp:+…` */
  readonly from: string
  readonly to: string
  readonly since: Date
  /** The words that were sent, where Twilio shows them as they were. */
  readonly body: string | undefined
}

/**
 * What was sent since then, oldest first. `DateSent` is a day of Greenwich, so that the list begins up to a day earlier;
 * it knows a message once it has left.
 */
export async function sentMessages(
  access: TwilioAccess,
  { listUrl, from, to, since, body }: SentQuery,
): Promise<FoundMessage[]> {
  const day = new Date(since.getTime() - dayMs / 24).toISOString().slice(0, 10)
  let url: string | undefined =
    `${listUrl}?${new URLSearchParams({ From: from, To: to, 'DateSent>': day, PageSize: '100' })}`
  const found: FoundMessage[] = []
  for (let page = 0; url !== undefined && page < maxPages; page += 1) {
    const answer = await callTwilio(access, url, {}, 'harmless')
    for (const value of list(answer.messages)) {
      const message = readSentMessage(fields(value) ?? {}, since)
      if (!message || (body !== undefined && message.body?.trim() !== body.trim())) continue
      const { body: _body, ...rest } = message
      found.push(rest)
    }
    const next = text(answer.next_page_uri)
    // The credentials go to Twilio's own address only, whatever the answer names.
    url = next && URL.canParse(next, listUrl) ? `${listUrl}${new URL(next, listUrl).search}` : undefined
  }
  return found.sort((a, b) => (a.madeAt < b.madeAt ? -1 : 1))
}
