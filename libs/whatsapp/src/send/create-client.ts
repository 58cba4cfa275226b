import { type OutboundContent, RejectedError, UnknownOutcomeError } from '@astria-bot/contracts'
import type { HttpFetch } from '../http-fetch.ts'
import { downloadMedia, type MediaAccess, mediaUrl, metaMediaHosts } from '../media/download-media.ts'
import { uploadMedia } from '../media/upload-media.ts'
import { listTemplates } from '../templates/list-templates.ts'
import { fields, list, text } from '../values.ts'
import { checkLimits } from './check-limits.ts'
import { callGraph } from './graph.ts'
import { limits } from './limits.ts'
import { messageHistory } from './message-history.ts'
import { toWire } from './to-wire.ts'
import type { WhatsAppClient } from './whatsapp-client.ts'

/** What a client is made from. */
export interface WhatsAppOptions {
  /** With its version: `https://graph.facebook.com/v25.0`. */
  apiUrl: string
  /** The id of the business number (`phone_number_id`). */
  numberId: string
  /** The id of the business account (WABA), which the templates belong to. */
  businessId?: string
  token: string
  fetch: HttpFetch
  /** Hosts that media may be fetched from with the token; Meta's unless told. */
  mediaHosts?: readonly string[]
  /** The largest file to download; 20 MB unless told. */
  maxMediaBytes?: number
}

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** Throws RejectedError where a message breaks a limit. */
export function assertSendable(content: OutboundContent, id: string): void {
  const [problem] = checkLimits(content)
  if (problem) throw new RejectedError(problem.code, problem.message)
  if (id.length > limits.callbackData) throw new RejectedError('too_long', 'the id of the message is too long')
}

/** Makes the client of one business number of the Cloud API. */
export function createWhatsAppClient(options: WhatsAppOptions): WhatsAppClient {
  const access: MediaAccess = {
    apiUrl: options.apiUrl.replace(/\/+$/, ''),
    numberId: options.numberId,
    token: options.token,
    fetch: options.fetch,
    mediaHosts: options.mediaHosts ?? metaMediaHosts,
    maxBytes: options.maxMediaBytes ?? 20 * 1024 * 1024,
  }
  const messages = `/${encodeURIComponent(options.numberId)}/messages`
  return {
    async send(content, to, wire) {
      assertSendable(content, wire.id)
      const answer = await callGraph(access, messages, json(toWire(content, to, wire)), 'never')
      const messageId = text(fields(list(answer.messages)[0])?.id)
      if (messageId === undefined) throw new UnknownOutcomeError('WhatsApp took the message but did not name it')
      return { messageId }
    },
    uploadMedia: (bytes, mimeType, filename) => uploadMedia(access, options.numberId, bytes, mimeType, filename),
    mediaUrl: mediaId => mediaUrl(access, mediaId),
    downloadMedia: request => downloadMedia(access, request),
    async markRead(messageId, { typing = false } = {}) {
      const body = {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: messageId,
        ...(typing ? { typing_indicator: { type: 'text' } } : {}),
      }
      await callGraph(access, messages, json(body), 'harmless')
    },
    templates: ({ name } = {}) => listTemplates(access, options.businessId, name),
    messageHistory: messageId => messageHistory(access, options.numberId, messageId),
  }
}
