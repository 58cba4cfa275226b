import type { Event, OutboundContent } from '@astria-bot/contracts'
import type { MediaLocation, MediaRequest } from '../media/download-media.ts'
import type { ProviderTemplate } from '../templates/read-template.ts'
import type { FoundMessage, HistoryEvent } from './message-history.ts'
import type { Recipient, WireOptions } from './to-wire.ts'

/** What the provider made of a message. */
export interface SendAnswer {
  readonly messageId: string
  /** What could have been tapped was sent as words with numbers, which are the answers now. */
  readonly numbered?: boolean
}

/** A message of a customer that the provider has, whether or not its webhook came. */
export interface ReceivedMessage {
  /** Of the event that its webhook leads to. */
  readonly eventId: string
  readonly at: Date
  /**
   * The events that its webhook leads to, as far as the provider still tells: a tap is the words on its button, a place
   * and the name of who wrote are gone.
   */
  read(): Promise<readonly Event[]>
}

/** One business number, whoever provides it. What its methods throw is told by `failureOf`. */
export interface WhatsAppClient {
  /**
   * Sends a message. Accepted is not delivered: the outcome comes as a status. Throws RejectedError (limits, refused
   * for good), TransientError (not accepted; later, perhaps), UnknownOutcomeError (possibly accepted: never repeat).
   */
  send(content: OutboundContent, to: Recipient, options: WireOptions): Promise<SendAnswer>
  /** Uploads a file; its id is valid for 30 days. `fileKey` is its place in libs/files, for providers that fetch it. */
  uploadMedia(bytes: Uint8Array, mimeType: string, filename: string, fileKey?: string): Promise<string>
  /** Where a customer's file lies, for five minutes. */
  mediaUrl(mediaId: string): Promise<MediaLocation>
  /** Downloads a customer's file and compares its SHA-256. */
  downloadMedia(request: MediaRequest): Promise<{ bytes: Buffer; mimeType: string }>
  /**
   * Marks a message and all before it as read, and shows that we are typing. Best effort: a failure harms nobody. Absent
   * where the provider cannot.
   */
  markRead?(messageId: string, options?: { typing?: boolean }): Promise<void>
  /** The templates of the account, in whatever state; with a name, those of that name in every language. */
  templates(options?: { name?: string }): AsyncIterable<ProviderTemplate>
  /** What became of a message whose statuses were lost, as far as the provider remembers. */
  messageHistory(messageId: string): Promise<HistoryEvent[]>
  /**
   * What was sent to somebody since then and looks like this message, oldest first: how a lost answer is found again.
   * Absent where the provider knows messages by their ids alone, as the Cloud API does.
   */
  sentSince?(content: OutboundContent, to: Recipient, since: Date): Promise<FoundMessage[]>
  /**
   * What customers sent since then, page by page, the newest first: how a webhook that was lost is made up for. Absent
   * where the provider repeats its webhooks for days and tells nothing of what was received, as the Cloud API does.
   */
  receivedSince?(since: Date): AsyncIterable<readonly ReceivedMessage[]>
}
