import { type OutboundContent, RejectedError, UnknownOutcomeError } from '@astria-bot/contracts'
import type { HttpFetch } from '../http-fetch.ts'
import { sha256Matches } from '../media/sha256-matches.ts'
import { checkLimits } from '../send/check-limits.ts'
import { type FileKind, filesOf } from '../send/files-of.ts'
import { numberedText, optionsOf } from '../send/numbered-text.ts'
import type { WhatsAppClient } from '../send/whatsapp-client.ts'
import { text } from '../values.ts'
import { openContents } from './contents.ts'
import { downloadFromTwilio } from './download.ts'
import {
  type MediaLink,
  type MessageForm,
  maxBody,
  plainForm,
  templateVariables,
  twilioAddress,
} from './message-form.ts'
import { readTwilioMessage } from './read-message.ts'
import { receivedMessages } from './received-messages.ts'
import { isRich, richContent } from './rich-content.ts'
import { sentMessages } from './sent-messages.ts'
import { callTwilio, formPost, type TwilioAccess } from './twilio-api.ts'

/** What a client is made from. */
export interface TwilioOptions {
  /** `https://api.twilio.com` */
  apiUrl: string
  /** `https://content.twilio.com` unless told. */
  contentUrl?: string
  accountSid: string
  authToken: string
  /** Our number, with or without `+`. */
  number: string
  /** Where statuses are to come: the gateway's own address of Twilio's webhooks. Without it none come. */
  statusUrl?: string
  /** Where Twilio can fetch a file of ours, by its key in libs/files and as what it is sent. Without it no files are sent. */
  mediaLink?(fileKey: string, kind: FileKind): string
  /** Buttons may stand under a picture: Twilio's page says that WhatsApp has to approve such cards first. */
  cards?: boolean
  fetch: HttpFetch
  /** The largest file to download; 20 MB unless told. */
  maxMediaBytes?: number
  /** The language of messages with buttons; it changes nothing that people read. */
  language?: string
  now?: () => number
}

/** Statuses carry our own id in the address that they are sent to: Twilio has no field for it. */
function callbackOf(statusUrl: string | undefined, messageId: string): string | undefined {
  if (statusUrl === undefined) return undefined
  const url = new URL(statusUrl)
  url.searchParams.set('id', messageId)
  return url.href
}

/** Makes the client of one number at Twilio. */
export function createTwilioClient(options: TwilioOptions): WhatsAppClient {
  const { accountSid, fetch, now = Date.now, language = 'en', maxMediaBytes = 20 * 1024 * 1024 } = options
  const apiUrl = options.apiUrl.replace(/\/+$/, '')
  const contentUrl = (options.contentUrl ?? 'https://content.twilio.com').replace(/\/+$/, '')
  const access: TwilioAccess = { apiUrl, contentUrl, accountSid, authToken: options.authToken, fetch }
  const contents = openContents(access, now)
  const messages = `${apiUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages`
  const link: MediaLink = ({ fileKey }, kind) => {
    if (!options.mediaLink)
      throw new RejectedError('no_media_url', 'there is no address where Twilio could fetch files')
    return options.mediaLink(fileKey, kind)
  }

  async function formOf(content: OutboundContent): Promise<{ form: MessageForm; numbered?: boolean }> {
    if (content.type === 'template') {
      const ContentVariables = JSON.stringify(templateVariables(content, link))
      const ContentSid = await contents.templateSid(content.name, content.language)
      return { form: { ContentSid, ContentVariables } }
    }
    const Body = numberedText(content)
    if (Body === undefined) return { form: plainForm(content, link) }
    const sent = isRich(content, options.cards ?? false) ? await richForm(content) : undefined
    if (sent) return { form: sent }
    const [file] = filesOf(content)
    return { form: { Body, MediaUrl: file && link(file.file, file.kind) }, numbered: optionsOf(content).length > 0 }
  }

  /** Undefined: the account has no Content API, or it does not take this kind. The words are said all the same. */
  async function richForm(content: OutboundContent): Promise<MessageForm | undefined> {
    const rich = richContent(content, link)!
    try {
      const ContentSid = await contents.sidOf(rich, language)
      return { ContentSid, ContentVariables: JSON.stringify(rich.variables) }
    } catch (error) {
      if (error instanceof RejectedError) return undefined
      throw error
    }
  }

  return {
    async send(content, to, { id: ownId }) {
      // A ContentSid is no name that Meta would take.
      const [problem] = checkLimits(content).filter(({ field }) => content.type !== 'template' || field !== 'name')
      if (problem) throw new RejectedError(problem.code, problem.message)
      const { form, numbered = false } = await formOf(content)
      if ((form.Body?.length ?? 0) > maxBody) {
        throw new RejectedError('too_long', `the text has ${form.Body?.length} of at most ${maxBody} characters`)
      }
      const around = {
        From: twilioAddress({ phone: options.number }),
        To: twilioAddress(to),
        StatusCallback: callbackOf(options.statusUrl, ownId),
      }
      const messageId = text(
        (await callTwilio(access, `${messages}.json`, formPost({ ...around, ...form }), 'never')).sid,
      )
      if (messageId === undefined) throw new UnknownOutcomeError('Twilio took the message but did not name it')
      return numbered ? { messageId, numbered } : { messageId }
    },
    // Twilio fetches files itself when a message is sent, from a link that is made then.
    async uploadMedia(_bytes, mimeType, _filename, fileKey) {
      if (fileKey === undefined) throw new RejectedError('media_missing', 'Twilio needs the key of the file')
      return link({ fileKey, mimeType }, 'document')
    },
    mediaUrl: async mediaId => ({ url: mediaId, mimeType: undefined, sha256: undefined, sizeBytes: undefined }),
    async downloadMedia({ mediaId, sha256 }) {
      const file = await downloadFromTwilio(access, mediaId, maxMediaBytes)
      if (sha256 !== undefined && !sha256Matches(file.bytes, sha256)) {
        throw new RejectedError('wrong_file', 'the file that came is not the file that was announced')
      }
      return file
    },
    templates: ({ name } = {}) => contents.templates(name),
    async messageHistory(messageId) {
      const message = await callTwilio(access, `${messages}/${encodeURIComponent(messageId)}.json`, {}, 'harmless')
      const event = readTwilioMessage(messageId, message)
      return event ? [event] : []
    },
    async sentSince(content, to, since) {
      const [from, recipient] = [twilioAddress({ phone: options.number }), twilioAddress(to)]
      // What Twilio puts together from a content is not compared.
      const body = content.type === 'text' ? content.body : undefined
      return sentMessages(access, { listUrl: `${messages}.json`, from, to: recipient, since, body })
    },
    receivedSince: since =>
      receivedMessages(access, { messagesUrl: messages, to: twilioAddress({ phone: options.number }), since }),
  }
}
