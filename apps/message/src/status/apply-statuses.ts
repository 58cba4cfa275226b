import { type DataOf, type Event, messageSettled, type statusChanged } from '@astria-bot/contracts'
import { classify } from '@astria-bot/whatsapp'
import { type Aftermath, aftermathOf } from '../delivery/aftermath.ts'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'
import type { SentMessage } from '../sql/lock-messages.ts'
import type { Progress } from '../sql/release-lanes.ts'
import { applyCosts, applyStatus, isProgress } from './apply-status.ts'
import { type Charged, type Pricing, readPricing } from './read-pricing.ts'
import { secondChance } from './second-chance.ts'

/** A status on its way to its message. */
export interface StatusUpdate {
  readonly eventId: string
  readonly channel: string
  readonly wamid: string
  /** Our own id, if WhatsApp echoed it. */
  readonly messageId: string | undefined
  readonly status: string
  readonly at: Date
  readonly errorCode: number | null
  readonly errorDetail: string | null
  readonly pricing: Pricing | null
  readonly charged: Charged | null
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What is no `integer` of Postgres is no code of WhatsApp either; -1 is of the class `unknown`. */
const storableCode = (code: number | undefined): number | null =>
  code === undefined ? null : Math.abs(code) < 2 ** 31 ? code : -1

/** What an operator reads: the title, and what explains it. */
const detailIn = (error: DataOf<typeof statusChanged>['errors'][number] | undefined): string | null =>
  [...new Set([error?.title, error?.details])]
    .filter(part => part !== undefined)
    .join(': ')
    .slice(0, 1024) || null

/** Reads the event. What is echoed may be anything: another program may send from the same number. */
export function statusUpdate(event: Event<string, DataOf<typeof statusChanged>>): StatusUpdate {
  const { channel, messageId, status, at, echoedId, errors, pricing, conversation } = event.data
  return {
    eventId: event.id,
    channel,
    wamid: messageId,
    messageId: echoedId !== undefined && uuid.test(echoedId) ? echoedId : undefined,
    status,
    at: new Date(at),
    errorCode: storableCode(errors[0]?.code),
    errorDetail: detailIn(errors[0]),
    pricing: readPricing(pricing),
    charged: conversation ?? null,
  }
}

/** What statuses lead to. */
export interface StatusOutcome {
  readonly changed: readonly SentMessage[]
  readonly unmatched: readonly StatusUpdate[]
  /** Messages of which it became known what had become of them, and their contacts: the next ones may go. */
  readonly woken: readonly { readonly contactId: string; readonly messageId: string }[]
  /** Messages that came further: the ones behind them may go. */
  readonly progress: readonly Progress[]
  /** Contacts with a message that is to be sent after all. */
  readonly refilled: readonly string[]
  /** What errors lead to beyond their messages. */
  readonly aftermath: readonly Aftermath[]
  readonly events: readonly Event[]
}

const open = new Set(['queued', 'sending', 'unknown'])
const progressive = new Set(['parked', 'sent', 'delivered', 'read'])

/** How far a message came is told to whoever asked for it: each of the bot's own words would be three events of no use. */
function isTold({ state, requested }: SentMessage): boolean {
  return state === 'failed' || (requested && progressive.has(state))
}

/** Applies statuses, in their order, to the messages that were found for them. */
export function applyStatuses(
  updates: readonly StatusUpdate[],
  found: readonly SentMessage[],
  nowMs: number,
): StatusOutcome {
  const byId = new Map(found.map(message => [message.id, message]))
  const idOf = new Map(
    found.flatMap(({ id, channel, wamid, refused }) =>
      [...refused, ...(wamid ? [wamid] : [])].map(name => [`${channel} ${name}`, id] as const),
    ),
  )
  const changed = new Map<string, SentMessage>()
  const unmatched: StatusUpdate[] = []
  const woken: { contactId: string; messageId: string }[] = []
  const progress: Progress[] = []
  const refilled = new Set<string>()
  const aftermath: Aftermath[] = []
  const events: Event[] = []

  for (const update of updates) {
    const id = update.messageId ?? idOf.get(`${update.channel} ${update.wamid}`)
    const message = id === undefined ? undefined : (changed.get(id) ?? byId.get(id))
    if (!message) {
      // A message with our id that is not there any more was erased with its contact.
      if (update.messageId === undefined) unmatched.push(update)
      continue
    }
    const named = namedBy(message, update)
    if (named === null) continue
    const applied = applyCosts(applyStatus(named, update) ?? named, update)
    if (applied === message) continue
    const failed = applied.state === 'failed' && message.state !== 'failed'
    const isOfThisTry = applied.wamid === update.wamid
    const next = (failed && isOfThisTry ? secondChance(applied, update.errorCode) : null) ?? applied
    changed.set(message.id, next)
    const { id: messageId, contactId } = message
    if (isProgress(update.status))
      progress.push({ contactId, messageId, level: update.status === 'sent' ? 'sent' : 'delivered' })
    if (update.status === 'failed') aftermath.push(...aftermathIn(applied, update))
    if (next.state === 'queued' && failed) refilled.add(contactId)
    if (open.has(message.state) && !open.has(next.state)) woken.push({ contactId, messageId })
    if (next.state !== message.state && isTold(next)) events.push(settledEvent(next, update, nowMs))
  }
  return {
    changed: [...changed.values()],
    unmatched,
    woken,
    progress,
    refilled: [...refilled],
    aftermath,
    events,
  }
}

/** They tell that a message reached the customer. */
const arrived = new Set(['delivered', 'read', 'played'])
/** Nothing of it is under way. */
const waiting = new Set(['queued', 'parked', 'failed'])

/**
 * The message with the name that the status gives it; null where the status is no news of it. Statuses come in any
 * order: what is told late of a try that was refused must not end the next one, unless the refused one did arrive.
 */
function namedBy(message: SentMessage, { wamid, status }: StatusUpdate): SentMessage | null {
  if (!message.refused.includes(wamid)) return message.wamid === null ? { ...message, wamid } : message
  if (!arrived.has(status)) return null
  // A next try that was begun keeps its own name: its statuses are still to come.
  if (message.wamid !== null || !waiting.has(message.state)) return message
  return { ...message, wamid, refused: message.refused.filter(name => name !== wamid), parkMs: null }
}

function aftermathIn(message: SentMessage, { errorCode, at: toldAt }: StatusUpdate): Aftermath[] {
  const { id: messageId, contactId, templateName, templateLanguage, channel } = message
  const template = templateName && templateLanguage ? { name: templateName, language: templateLanguage } : null
  const aftermath = aftermathOf(errorCode, { channel, contactId, messageId, template, wasProbe: false, toldAt })
  return aftermath ? [aftermath] : []
}

type SettledState = DataOf<typeof messageSettled>['state']

function settledEvent(
  { id, contactId, state, reason, errorCode }: SentMessage,
  update: StatusUpdate,
  nowMs: number,
): Event {
  const attributes = { id: newId(nowMs), subject: contactId, time: new Date(nowMs) }
  return messageEvent(
    messageSettled,
    { ...attributes, causationid: update.eventId },
    {
      contactId,
      outboundId: id,
      state: state as SettledState,
      at: update.at.toISOString(),
      ...(state === 'parked' && reason !== null ? { reason } : {}),
      ...(state === 'failed' && errorCode !== null ? { errorCode, errorClass: classify(errorCode) } : {}),
    },
  )
}
