import {
  checkoutOpened,
  type Event,
  type EventDefinition,
  isEvent,
  type KnownEvent,
  messageSettled,
  orderPlaced,
  paymentFailed,
  paymentReceived,
  paymentRefunded,
  portraitsRated,
  portraitsReady,
  tuneFailed,
  tuneFinished,
} from '@astria-bot/contracts'
import type { SystemOccasion } from '../core/index.ts'

/** What an event of the studio means to automations; undefined: nothing. */
type Reading = Omit<SystemOccasion, 'type' | 'atMs'>
type Reader = (event: KnownEvent) => Reading | undefined

/** A reader for one type of event. */
function on<Type extends string, Data>(
  definition: EventDefinition<Type, Data>,
  read: (data: Data) => Reading | undefined,
): Reader {
  return event => (isEvent(definition, event) ? read((event as unknown as Event<Type, Data>).data) : undefined)
}

const readers: readonly Reader[] = [
  on(orderPlaced, ({ orderId }) => ({ event: 'order_placed', key: orderId, orderId, about: {} })),
  on(checkoutOpened, ({ orderId, url }) => ({ event: 'checkout_opened', key: orderId, orderId, about: { url } })),
  on(paymentReceived, ({ order: { orderId } }) => ({ event: 'order_paid', key: orderId, orderId, about: {} })),
  on(paymentFailed, ({ orderId, paymentId, url }) => ({
    event: 'payment_failed',
    key: `${orderId}:${paymentId}`,
    orderId,
    about: { url },
  })),
  on(paymentRefunded, ({ orderId, full }) =>
    full ? { event: 'order_refunded', key: orderId, orderId, about: {} } : undefined,
  ),
  on(tuneFinished, ({ orderId, tuneId, className, expiresAt }) => ({
    event: 'model_trained',
    key: tuneId,
    orderId,
    about: { className, expiresAt: Date.parse(expiresAt) },
  })),
  on(tuneFailed, ({ orderId, reason }) => ({ event: 'order_failed', key: orderId, orderId, about: { reason } })),
  on(portraitsReady, ({ orderId }) => ({ event: 'portraits_delivered', key: orderId, orderId, about: {} })),
  on(portraitsRated, ({ orderId, stars, feedbackGiven }) => {
    if (feedbackGiven) return { event: 'feedback_given', key: orderId, orderId, about: {} }
    return stars !== undefined && stars < 4
      ? { event: 'rated_below_4', key: orderId, orderId, about: { stars } }
      : undefined
  }),
  on(messageSettled, ({ outboundId, state, reason, errorCode }) =>
    state === 'failed'
      ? {
          event: 'message_failed',
          key: outboundId,
          about: { ...(reason === undefined ? {} : { reason }), ...(errorCode === undefined ? {} : { errorCode }) },
        }
      : undefined,
  ),
]

/** Reads what happened in the studio, as triggers look at it. */
export function systemOccasion(event: KnownEvent): SystemOccasion | undefined {
  for (const read of readers) {
    const reading = read(event)
    if (reading) return { type: 'system_event', atMs: Date.parse(event.time), ...reading }
  }
  return undefined
}
