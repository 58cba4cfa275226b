import { type OutboundContent, RejectedError, UnknownOutcomeError } from '@astria-bot/contracts'
import type { HttpFetch } from '../http-fetch.ts'
import {
  downloadMedia,
  type MediaAccess,
  type MediaLocation,
  type MediaRequest,
  mediaUrl,
  metaMediaHosts,
} from '../media/download-media.ts'
import { uploadMedia } from '../media/upload-media.ts'
import { fields, list, text } from '../values.ts'
import { checkLimits } from './check-limits.ts'
import { callGraph } from './graph.ts'
import { limits } from './limits.ts'
import { type Recipient, toWire, type WireOptions } from './to-wire.ts'

/** What a client is made from. */
export interface WhatsAppOptions {
  /** With its version: `https://graph.facebook.com/v25.0`. */
  apiUrl: string
  /** The id of the business number (`phone_number_id`). */
  numberId: string
  token: string
  fetch: HttpFetch
  /** Hosts that media may be fetched from with the token; Meta's unless told. */
  mediaHosts?: readonly string[]
  /** The largest file to download; 20 MB unless told. */
  maxMediaBytes?: number
}

/** One business number of the Cloud API. What its methods throw is told by `failureOf`. */
export interface WhatsAppClient {
  /**
   * Sends a message. Accepted is not delivered: the outcome comes as a status. Throws RejectedError (limits, refused
   * for good), TransientError (not accepted; later, perhaps), UnknownOutcomeError (possibly accepted: never repeat).
   */
  send(content: OutboundContent, to: Recipient, options: WireOptions): Promise<{ messageId: string }>
  /** Uploads a file; its id is valid for 30 days. */
  uploadMedia(bytes: Uint8Array, mimeType: string, filename: string): Promise<string>
  /** Where a customer's file lies, for five minutes. */
  mediaUrl(mediaId: string): Promise<MediaLocation>
  /** Downloads a customer's file and compares its SHA-256. */
  downloadMedia(request: MediaRequest): Promise<{ bytes: Buffer; mimeType: string }>
  /** Marks a message and all before it as read, and shows that we are typing. Best effort: a failure harms nobody. */
  markRead(messageId: string, options?: { typing?: boolean }): Promise<void>
}

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

function assertSendable(content: OutboundContent, id: string): void {
  const [problem] = checkLimits(content)
  if (problem) throw new RejectedError(problem.code, problem.message)
  if (id.length > limits.callbackData) throw new RejectedError('too_long', 'the id of the message is too long')
}

/** Makes the client of one business number. */
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
  }
}
