import { Tier } from '@astria-bot/contracts'
import { type Facts, type ModelFacts, type OrderFacts, orderStates } from './facts.ts'
import type { Field } from './field.ts'

const last = (facts: Facts): OrderFacts | undefined => facts.orders.at(-1)
const countOf = (facts: Facts, ...states: readonly string[]) =>
  facts.orders.filter(({ state }) => states.includes(state)).length

/** The model that a relative trigger is about; else, of those that can still be used, the one that expires first. */
export function modelOf({ models, occasion, nowMs }: Facts): ModelFacts | undefined {
  if (occasion.type === 'slot' && occasion.tuneId !== undefined) {
    return models.find(({ tuneId }) => tuneId === occasion.tuneId)
  }
  return models.filter(({ expiresAtMs }) => expiresAtMs > nowMs).sort((a, b) => a.expiresAtMs - b.expiresAtMs)[0]
}

/** What the contact ordered, and which models they have. */
export const studioFields: Readonly<Record<string, Field>> = {
  'orders.count': { type: 'number', words: 'the number of orders', certain: true, read: ({ orders }) => orders.length },
  'orders.paid': {
    type: 'number',
    words: 'the number of paid orders',
    certain: true,
    read: facts => countOf(facts, 'paid', 'delivered'),
  },
  'orders.unpaid': {
    type: 'number',
    words: 'the number of orders that are not paid yet',
    certain: true,
    read: facts => countOf(facts, 'awaiting_payment'),
  },
  'orders.last.state': {
    type: 'choice',
    words: "the last order's state",
    certain: false,
    choices: orderStates,
    read: facts => last(facts)?.state,
  },
  'orders.last.tier': {
    type: 'choice',
    words: "the last order's tier",
    certain: false,
    choices: Tier.options,
    read: facts => last(facts)?.tier,
  },
  'orders.last.packTitle': {
    type: 'text',
    words: "the last order's style",
    certain: false,
    read: facts => last(facts)?.packTitle,
  },
  'orders.last.placedAt': {
    type: 'instant',
    words: 'the last order',
    past: true,
    certain: false,
    read: facts => last(facts)?.placedAtMs,
  },
  'orders.last.paidAt': {
    type: 'instant',
    words: 'the last payment',
    past: true,
    certain: false,
    read: facts => last(facts)?.paidAtMs,
  },
  'orders.last.url': {
    type: 'text',
    words: 'where the last order can be paid',
    certain: false,
    read: facts => last(facts)?.url,
  },
  'models.count': {
    type: 'number',
    words: 'the number of usable models',
    certain: true,
    read: ({ models, nowMs }) => models.filter(({ expiresAtMs }) => expiresAtMs > nowMs).length,
  },
  'model.expiresAt': {
    type: 'instant',
    words: "the end of the contact's model",
    certain: false,
    read: facts => modelOf(facts)?.expiresAtMs,
  },
  'model.className': {
    type: 'text',
    words: "the class of the contact's model",
    certain: false,
    read: facts => modelOf(facts)?.className,
  },
}
