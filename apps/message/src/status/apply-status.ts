import { isDeepStrictEqual } from 'node:util'
import type { Charged, Pricing } from './read-pricing.ts'

/** What is known about one message of ours, as far as statuses change it. */
export interface MessageState {
  readonly state: string
  readonly reason: string | null
  readonly errorCode: number | null
  /** WhatsApp's words beside the code. */
  readonly errorDetail: string | null
  readonly sentAt: Date | null
  readonly deliveredAt: Date | null
  readonly readAt: Date | null
  readonly playedAt: Date | null
  readonly failedAt: Date | null
  /** What it costs, once WhatsApp has said so. */
  readonly pricing: Pricing | null
  readonly charged: Charged | null
}

/** What WhatsApp tells about a message. */
export interface Status {
  /** A word that is not known changes nothing. */
  readonly status: string
  readonly at: Date
  readonly errorCode: number | null
  readonly errorDetail?: string | null
}

const timeFields = { sent: 'sentAt', delivered: 'deliveredAt', read: 'readAt', played: 'playedAt' } as const
type Progress = keyof typeof timeFields

const ranks: Readonly<Record<Progress, number>> = { sent: 1, delivered: 2, read: 3, played: 4 }
const rankOf = (state: string): number => (Object.hasOwn(ranks, state) ? ranks[state as Progress] : 0)

/** Twilio's words for what has not left its own house. */
const onTheWay = new Set(['accepted', 'scheduled', 'queued', 'sending'])

/** Whether a status is one that we know: others are kept and change nothing. */
export const isKnownStatus = (status: string): boolean =>
  status === 'failed' || Object.hasOwn(ranks, status) || onTheWay.has(status)

/** Twilio's words for what it took and has not sent yet. */
const taken = new Set(['accepted', 'scheduled', 'queued', 'sending'])

/** Whether a status tells how far a message came, or that it failed. */
export const isProgress = (status: string): boolean => status === 'failed' || Object.hasOwn(ranks, status)

/** We ended these ourselves, without having heard from WhatsApp: any sign of life proves us wrong. */
const guessed = new Set(['outcome_unknown', 'expired'])

/**
 * The message after a status, or null if it stays as it is. Statuses come in any order and never lead back. A failure is
 * an end, unless the message is known to have arrived: several devices may tell different stories.
 */
export function applyStatus<Message extends MessageState>(
  message: Message,
  { status, at, errorCode, errorDetail = null }: Status,
): Message | null {
  const rank = rankOf(message.state)
  if (status === 'failed') {
    if (message.failedAt && message.errorCode !== null) return null
    const noted = { ...message, failedAt: at, errorCode, errorDetail }
    return rank >= ranks.delivered ? noted : { ...noted, state: 'failed', reason: 'refused_later' }
  }
  if (!Object.hasOwn(ranks, status)) {
    const isNews =
      message.state === 'unknown' ||
      (['failed', 'dropped'].includes(message.state) && guessed.has(message.reason ?? ''))
    return taken.has(status) && isNews ? { ...message, state: 'accepted', reason: null } : null
  }

  const progress = status as Progress
  const field = timeFields[progress]
  const dated = message[field] === null ? { ...message, [field]: at } : message
  const failed = message.state === 'failed' && !guessed.has(message.reason ?? '')
  const onward = ranks[progress] > (failed ? ranks.sent : rank)
  if (!onward) return dated === message ? null : dated
  return { ...dated, state: progress, reason: null }
}

/**
 * The message with what a status says that it costs: `sent` and one of `delivered` and `read` say it, and both the same.
 * Of the conversation that is charged the later ones say less: what was said stays.
 */
export function applyCosts<Message extends MessageState>(
  message: Message,
  { pricing, charged }: Pick<MessageState, 'pricing' | 'charged'>,
): Message {
  const priced = pricing === null || isDeepStrictEqual(pricing, message.pricing) ? message : { ...message, pricing }
  const together = { ...message.charged, ...charged }
  return charged === null || isDeepStrictEqual(together, message.charged) ? priced : { ...priced, charged: together }
}
