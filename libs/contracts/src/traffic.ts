import type { EventDefinition } from './event.ts'
import * as e from './events.ts'

/** A durable consumer and the events that it takes. */
export interface ConsumerDefinition {
  readonly durable: string
  readonly events: readonly EventDefinition[]
}

/** What an app says and hears on the bus. */
export interface AppTraffic {
  readonly publishes: readonly EventDefinition[]
  readonly consumes: readonly ConsumerDefinition[]
}

/**
 * Who says and hears what. The permissions of each app's account, and the consumers that are made for it in advance,
 * come from here: an app whose account may not manage the bus cannot do more than this list says.
 */
export const traffic = {
  gateway: {
    publishes: [
      e.messageReceived,
      e.statusChanged,
      e.accountChanged,
      e.itemBroken,
      e.astriaCallbackReceived,
      e.paymentNoticeReceived,
      e.packRefreshRequested,
    ],
    consumes: [],
  },
  message: {
    publishes: [
      // What a provider has received and no webhook told.
      e.messageReceived,
      e.contactCreated,
      e.contactChanged,
      e.contactMerged,
      e.contactChangeRefused,
      e.messageSettled,
      e.portraitsRated,
      e.pictureSubmitted,
      e.pictureWithdrawn,
      e.orderPlaced,
      e.erasureRequested,
      e.erasureDone,
      e.templateChanged,
    ],
    consumes: [
      { durable: 'message-inbound', events: [e.messageReceived] },
      { durable: 'message-status', events: [e.statusChanged] },
      { durable: 'message-account', events: [e.accountChanged, e.itemBroken] },
      { durable: 'message-requests', events: [e.messageRequested, e.contactChangeRequested] },
      {
        durable: 'message-studio',
        events: [
          e.pictureInspected,
          e.checkoutOpened,
          e.paymentReceived,
          e.paymentFailed,
          e.paymentHeld,
          e.paymentRefunded,
          e.paymentReturned,
          e.tuneCreated,
          e.tuneFinished,
          e.tuneFailed,
          e.portraitsReady,
          e.packImagesUpdated,
        ],
      },
    ],
  },
  image: {
    publishes: [
      e.pictureInspected,
      e.tuneCreated,
      e.tuneFinished,
      e.tuneFailed,
      e.tuneExpiring,
      e.portraitsReady,
      e.packImagesUpdated,
      e.erasureDone,
    ],
    consumes: [
      {
        durable: 'image',
        events: [
          e.pictureSubmitted,
          e.pictureWithdrawn,
          e.contactMerged,
          e.paymentReceived,
          e.paymentRefunded,
          e.packRefreshRequested,
          e.erasureRequested,
          e.astriaCallbackReceived,
        ],
      },
    ],
  },
  payment: {
    publishes: [
      e.checkoutOpened,
      e.paymentReceived,
      e.paymentHeld,
      e.paymentFailed,
      e.paymentRefunded,
      e.paymentReturned,
      e.erasureDone,
    ],
    consumes: [
      {
        durable: 'payment',
        events: [e.orderPlaced, e.paymentNoticeReceived, e.tuneFailed, e.portraitsReady, e.erasureRequested],
      },
    ],
  },
  automation: {
    publishes: [e.messageRequested, e.contactChangeRequested, e.automationExecuted, e.erasureDone],
    consumes: [
      {
        durable: 'automation',
        events: [
          e.contactCreated,
          e.contactChanged,
          e.contactChangeRefused,
          e.messageReceived,
          e.messageSettled,
          e.orderPlaced,
          e.checkoutOpened,
          e.paymentReceived,
          e.paymentFailed,
          e.paymentRefunded,
          e.tuneFinished,
          e.tuneFailed,
          e.portraitsReady,
          e.portraitsRated,
          e.templateChanged,
          e.erasureRequested,
        ],
      },
    ],
  },
} as const satisfies Record<string, AppTraffic>

/** An app with an account of its own on the bus. */
export type TrafficApp = keyof typeof traffic
