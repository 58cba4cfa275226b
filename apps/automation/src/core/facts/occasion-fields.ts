import { Tier } from '@astria-bot/contracts'
import { money } from '@astria-bot/conversation'
import type { SystemEvent } from '../definition/system-event.ts'
import { MessageKind, type Trigger } from '../definition/trigger.ts'
import { type Facts, orderStates, type SystemOccasion } from './facts.ts'
import type { Field, FieldType } from './field.ts'

const withMessage = ({ type }: Trigger) => type === 'message' || type === 'keyword'

/** Messages in which there are words to find a keyword in. */
const wordyKinds: readonly MessageKind[] = ['text', 'image', 'video', 'document', 'audio', 'sticker', 'button', 'list']

/** The system event that a trigger waits for or counts from. */
export function eventOf(trigger: Trigger): SystemEvent | undefined {
  if (trigger.type === 'system_event') return trigger.event
  return trigger.type === 'relative' && 'event' in trigger.to ? trigger.to.event : undefined
}

const occasionEvent = ({ occasion }: Facts): SystemOccasion | undefined => {
  if (occasion.type === 'system_event') return occasion
  return occasion.type === 'slot' ? occasion.event : undefined
}

const orderEvents: readonly SystemEvent[] = [
  'order_placed',
  'checkout_opened',
  'order_paid',
  'payment_failed',
  'order_refunded',
  'order_failed',
  'portraits_delivered',
  'rated_below_4',
  'feedback_given',
]
const about = (events: readonly SystemEvent[]) => (trigger: Trigger) => {
  const event = eventOf(trigger)
  return event !== undefined && events.includes(event)
}
const orderOf = (facts: Facts) => {
  const orderId = occasionEvent(facts)?.orderId
  return facts.orders.find(order => order.orderId === orderId)
}
const eventField = (
  name: string,
  words: string,
  type: FieldType,
  certain: boolean,
  events: readonly SystemEvent[],
): Field => ({
  type,
  words,
  certain,
  with: about(events),
  read: facts => occasionEvent(facts)?.about[name],
})

/** What the message, or the event, that started the automation says. */
export const occasionFields: Readonly<Record<string, Field>> = {
  'message.kind': {
    type: 'choice',
    words: "the message's type",
    certain: true,
    choices: MessageKind.options,
    choicesWith: trigger => (trigger.type === 'message' ? trigger.kinds : wordyKinds),
    with: withMessage,
    read: ({ occasion }) => (occasion.type === 'message' ? occasion.kind : undefined),
  },
  'message.text': {
    type: 'text',
    words: "the message's text",
    certain: false,
    with: withMessage,
    read: ({ occasion }) => (occasion.type === 'message' ? occasion.text : undefined),
  },
  'message.keyword': {
    type: 'text',
    words: 'the keyword',
    certain: true,
    choicesWith: trigger => (trigger.type === 'keyword' ? trigger.keywords.map(({ text }) => text) : undefined),
    with: ({ type }) => type === 'keyword',
    read: ({ occasion }) => (occasion.type === 'message' ? occasion.keyword : undefined),
  },
  'event.order.state': {
    type: 'choice',
    words: "the order's state",
    certain: false,
    choices: orderStates,
    with: about(orderEvents),
    read: facts => orderOf(facts)?.state,
  },
  'event.order.tier': {
    type: 'choice',
    words: "the order's tier",
    certain: false,
    choices: Tier.options,
    with: about(orderEvents),
    read: facts => orderOf(facts)?.tier,
  },
  'event.order.packTitle': {
    type: 'text',
    words: "the order's style",
    certain: false,
    with: about(orderEvents),
    read: facts => orderOf(facts)?.packTitle,
  },
  'event.order.amount': {
    type: 'text',
    words: "the order's amount",
    certain: false,
    with: about(orderEvents),
    read: facts => {
      const order = orderOf(facts)
      return order ? money(order.amountMinor, order.currency) : undefined
    },
  },
  'event.order.amountMinor': {
    type: 'number',
    words: "the order's amount in minor units",
    certain: false,
    with: about(orderEvents),
    read: facts => orderOf(facts)?.amountMinor,
  },
  'event.url': eventField('url', 'the pay link', 'text', true, ['checkout_opened', 'payment_failed']),
  'event.className': eventField('className', "the model's class", 'text', true, ['model_trained']),
  'event.expiresAt': eventField('expiresAt', "the model's end", 'instant', true, ['model_trained']),
  'event.stars': eventField('stars', 'the stars', 'number', true, ['rated_below_4']),
  'event.reason': eventField('reason', 'the reason', 'text', false, ['message_failed', 'order_failed']),
  'event.errorCode': eventField('errorCode', 'the error code', 'number', false, ['message_failed']),
}
