import type { DataOf, Event, MessageContent, messageRequested, OutboundContent } from '@astria-bot/contracts'
import type { Conversation } from '@astria-bot/conversation'
import type { Correction } from '../sql/correct-messages.ts'

/** A message to store: what a customer said, or what is to be said to them. */
export interface NewMessage {
  id: string
  contactId: string
  channel: string
  direction: 'in' | 'out'
  type: string
  content: MessageContent | OutboundContent
  /** `sent`: a person said it in the phone app. */
  state: 'received' | 'queued' | 'sent'
  causeId?: string
  wamid?: string
  groupId?: string | undefined
  occurredAt?: string
  once?: string | undefined
  essential?: boolean
  fileKey?: string | undefined
  /** Sent instead when the 24 hours are over. */
  template?: Request['template']
  /** Who asked for it, if it was not the conversation. */
  requester?: Request['requester']
  /** What a customer's message quotes, and the advertisement that led to it. */
  context?: unknown
  referral?: unknown
  expiresAt?: string | undefined
}

type Request = DataOf<typeof messageRequested>

/** A picture as it came. */
export interface NewPicture {
  id: string
  contactId: string
  channel: string
  wamid: string
  mediaId: string
  mimeType: string
  sha256?: string | undefined
  url?: string | undefined
  sentAt: string
}

/** What a turn changes about the contact itself. */
export interface ContactChange {
  language?: string
  optedOut?: boolean
  consentVersion?: string
  consentAt?: string
}

/** A contact wants to hear nothing more, or wants to again: they wrote it, or told an operator, `by` name. */
export interface Choice {
  contactId: string
  optedOut: boolean
  at: string
  source: 'keyword' | 'operator'
  by?: string
}

/** What some turns lead to, gathered: each list becomes one statement. */
export interface Writes {
  readonly conversations: Map<string, Conversation>
  readonly contacts: Map<string, ContactChange>
  /** Contacts of which the others have to be told anew, with the event (if any) that changed them. */
  readonly told: Map<string, string | undefined>
  /** Those among them of whom nobody knows yet. */
  readonly introduced: Set<string>
  readonly messages: NewMessage[]
  /** By contact and name; null clears it. */
  readonly timers: Map<string, { contactId: string; name: string; dueAt: string | null }>
  readonly pictures: NewPicture[]
  /** What customers changed or took back, in their order. */
  readonly corrections: Correction[]
  readonly submitted: { pictureId: string; contactId: string; setId: string; causeId: string }[]
  readonly discardedSets: { contactId: string; setId: string }[]
  readonly ratings: { contactId: string; orderId: string; stars: number | null; feedback: string | null }[]
  readonly alerts: { contactId: string; reason: string; orderId: string | null }[]
  /** Who wants to hear nothing more, or wants to again. */
  readonly choices: Choice[]
  readonly events: Event[]
  readonly erased: Set<string>
  /** Messages to mark as read once all of this is committed. */
  readonly acknowledged: { channel: string; wamid: string }[]
}

/** Nothing to write yet. */
export function noWrites(): Writes {
  return {
    conversations: new Map(),
    contacts: new Map(),
    told: new Map(),
    introduced: new Set(),
    messages: [],
    timers: new Map(),
    pictures: [],
    corrections: [],
    submitted: [],
    discardedSets: [],
    ratings: [],
    alerts: [],
    choices: [],
    events: [],
    erased: new Set(),
    acknowledged: [],
  }
}
