import { randomUUID } from 'node:crypto'
import {
  astriaCallbackReceived,
  contactMerged,
  createEvent,
  type DataOf,
  type EventDefinition,
  erasureRequested,
  type KnownEvent,
  type OrderDetails,
  paymentReceived,
  paymentRefunded,
} from '@astria-bot/contracts'
import fc from 'fast-check'
import type { Outside } from './outside.ts'

/** One thing that happens to one of two people; the number chooses order and details. */
export type Move = readonly [kind: keyof typeof happen, pick: number]

/** Payments, refunds, erasures, mergers and callbacks in any mix, order and number, and what Astria does meanwhile. */
export const histories: fc.Arbitrary<Move[][]> = fc.array(
  fc.array(
    fc.tuple(
      fc.constantFrom(
        ...(['pay', 'pay', 'pay', 'pay', 'payAgain', 'payAgain', 'call', 'call', 'call'] as const),
        ...(['refund', 'refund', 'erase', 'merge', 'train', 'train', 'make', 'break', 'wait'] as const),
      ),
      fc.nat(9999),
    ),
    { minLength: 12, maxLength: 12 },
  ),
  { minLength: 40, maxLength: 40 },
)

/** Two people and their five orders: four of new models, one of the model that the first order makes. */
export function openHistory(outside: Outside) {
  const people = [randomUUID(), randomUUID()].map(contactId => ({ contactId, pictureId: randomUUID() }))
  return {
    outside,
    people,
    orders: [0, 1, 2, 3, 4].map(index => ({
      orderId: randomUUID(),
      ...people[index % 2]!,
      saved: index === 4,
      details: undefined as OrderDetails | undefined,
    })),
    /** Whose erasure was asked for. */
    erased: new Set<string>(),
    /** The orders whose payment came before that. */
    paid: new Set<string>(),
  }
}
export type History = ReturnType<typeof openHistory>
type Order = History['orders'][number]

/** What a move publishes. */
export const play = (history: History, [kind, pick]: Move): KnownEvent[] => happen[kind](history, pick)

const happen = {
  pay: (history, pick) => pay(history, orderOf(history, pick)),
  // The same payment, told once more by another event.
  payAgain: (history, pick) => history.orders.filter(order => order.details && pick % 2).flatMap(o => pay(history, o)),
  refund: (history, pick) => {
    const { orderId, contactId } = orderOf(history, pick)
    const money = { paymentId: `p-${orderId}`, amountMinor: 4900, currency: 'ILS' }
    return [event(paymentRefunded, contactId, { orderId, contactId, ...money, full: pick % 3 > 0 })]
  },
  erase: (history, pick) => {
    if (pick % 2) return []
    const { contactId } = orderOf(history, pick)
    history.erased.add(contactId)
    return [event(erasureRequested, contactId, { contactId })]
  },
  merge: ({ people }, pick) => {
    const [one, other] = pick % 2 ? people : people.toReversed()
    if (pick % 3) return []
    return [event(contactMerged, other!.contactId, { contactId: one!.contactId, into: other!.contactId })]
  },
  call: (history, pick) => {
    const { orderId } = orderOf(history, pick)
    const kind = (['tune', 'prompt', 'prompts'] as const)[pick % 3]!
    const body = [{}, [], null, { tune: { id: 1, title: orderId, trained_at: '2026-11-20T10:27:45Z' } }][pick % 4]
    return [event(astriaCallbackReceived, orderId, { orderId, kind, body })]
  },
  train: (history, pick) => {
    for (const tune of tunesOf(history, orderOf(history, pick))) history.outside.train(tune)
    return []
  },
  make: (history, pick) => {
    for (const tune of tunesOf(history, orderOf(history, pick))) history.outside.make(tune.id)
    return []
  },
  break: (history, pick) => {
    for (const tune of tunesOf(history, orderOf(history, pick))) if (pick % 3 === 0) tune.error = 'it broke'
    return []
  },
  wait: () => [],
} satisfies Record<string, (history: History, pick: number) => KnownEvent[]>

const orderOf = ({ orders }: History, pick: number): Order => orders[Math.floor(pick / 12) % orders.length]!
const tunesOf = ({ outside }: History, { orderId }: Order) => outside.tunes.filter(tune => tune.title === orderId)

function pay(history: History, order: Order): KnownEvent[] {
  const { orderId, contactId, pictureId } = order
  // A model that there is: what it is called is known only now, and is the same however often it is told.
  const [tune] = order.saved ? tunesOf(history, history.orders[0]!) : []
  order.details ??= {
    ...{ orderId, contactId, language: 'en', tier: 'lite', packId: '260', packTitle: 'Office', className: 'man' },
    ...{ amountMinor: 4900, currency: 'ILS', termsVersion: '1', termsAcceptedAt: new Date().toISOString() },
    pictureIds: order.saved ? [] : [pictureId],
    tuneId: order.saved ? String(tune?.id ?? 1) : null,
  }
  if (!history.erased.has(contactId)) history.paid.add(orderId)
  return [event(paymentReceived, contactId, { paymentId: `p-${orderId}`, order: order.details })]
}

const event = <Definition extends EventDefinition<string, unknown>>(
  definition: Definition,
  subject: string,
  data: DataOf<Definition>,
) => createEvent(definition, { id: randomUUID(), source: 'test', subject, time: new Date() }, data) as KnownEvent
