import {
  checkoutOpened,
  isEvent,
  type KnownEvent,
  paymentFailed,
  paymentHeld,
  paymentReceived,
  paymentRefunded,
  paymentReturned,
  pictureInspected,
  portraitsReady,
  tuneCreated,
  tuneFailed,
  tuneFinished,
} from '@astria-bot/contracts'
import type { Input } from '@astria-bot/conversation'

/** Whom an event concerns, and what it means to their conversation. Null for an event that concerns nobody. */
export function studioInput(event: KnownEvent): { contactId: string; input: Input } | null {
  if (isEvent(pictureInspected, event)) {
    const { contactId, ...picture } = event.data
    return { contactId, input: { kind: 'picture_inspected', ...picture } }
  }
  if (isEvent(checkoutOpened, event)) return about(event.data, { kind: 'checkout_opened', url: event.data.url })
  if (isEvent(paymentReceived, event)) return about(event.data.order, { kind: 'payment_received' })
  if (isEvent(paymentFailed, event)) return about(event.data, { kind: 'payment_failed', url: event.data.url })
  if (isEvent(paymentHeld, event)) return about(event.data, { kind: 'payment_held' })
  if (isEvent(paymentRefunded, event)) {
    const { amountMinor, currency, full } = event.data
    return about(event.data, { kind: 'payment_refunded', amountMinor, currency, full })
  }
  if (isEvent(paymentReturned, event)) {
    const { amountMinor, currency, url } = event.data
    return about(event.data, { kind: 'payment_returned', amountMinor, currency, url })
  }
  if (isEvent(tuneCreated, event)) {
    const { tuneId, training, readyAt } = event.data
    return about(event.data, {
      kind: 'tune_created',
      tuneId,
      training,
      readyAt: readyAt === null ? null : Date.parse(readyAt),
    })
  }
  if (isEvent(tuneFinished, event)) {
    const { tuneId, className, expiresAt } = event.data
    return about(event.data, { kind: 'tune_finished', tuneId, className, expiresAt: Date.parse(expiresAt) })
  }
  if (isEvent(tuneFailed, event)) return about(event.data, { kind: 'tune_failed' })
  if (isEvent(portraitsReady, event)) {
    const { tuneId, portraits, complete } = event.data
    return about(event.data, { kind: 'portraits_ready', tuneId, portraits, complete })
  }
  return null
}

type OrderInput = Extract<Input, { orderId: string }>
/** The input without its order, member by member: `Omit` alone would lose which kind has which fields. */
type Told = OrderInput extends infer I ? (I extends OrderInput ? Omit<I, 'orderId'> : never) : never

function about({ contactId, orderId }: { contactId: string; orderId: string }, told: Told) {
  return { contactId, input: { ...told, orderId } as Input }
}
