import {
  createEvent,
  type DataOf,
  type EventDefinition,
  type KnownEvent,
  messageReceived,
  paymentReceived,
  paymentRefunded,
  paymentReturned,
  pictureInspected,
  tuneCreated,
} from '@astria-bot/contracts'
import { test } from 'tap'
import { studioInput } from './studio-input.ts'

const [orderId, contactId, setId] = ['o', 'c', 's'] as const
const told = <Definition extends EventDefinition>(definition: Definition, data: DataOf<Definition>) => {
  const attributes = { id: 'e', source: 'test', subject: contactId, time: new Date(0) }
  return studioInput(createEvent(definition, attributes, data as never) as KnownEvent)
}

test('what the studio tells, in the words of the conversation', async t => {
  const refund = { orderId, contactId, paymentId: 'p', amountMinor: 100, currency: 'ILS', full: true }
  t.same(told(paymentRefunded, refund), {
    contactId,
    input: { kind: 'payment_refunded', orderId, amountMinor: 100, currency: 'ILS', full: true },
  })
  const returned = { orderId, contactId, paymentId: 'p', amountMinor: 100, currency: 'ILS', url: null }
  t.same(told(paymentReturned, returned), {
    contactId,
    input: { kind: 'payment_returned', orderId, amountMinor: 100, currency: 'ILS', url: null },
  })
  const created = { orderId, contactId, tuneId: 't', training: true, readyAt: '1970-01-01T00:00:01.000Z' }
  t.same(told(tuneCreated, created)?.input, {
    kind: 'tune_created',
    orderId,
    tuneId: 't',
    training: true,
    readyAt: 1000,
  })
  t.match(told(tuneCreated, { ...created, readyAt: null })?.input, { readyAt: null })
  const picture = {
    pictureId: 'x',
    setId,
    messageId: 'm',
    verdict: 'refused' as const,
    reasons: ['blurry' as const],
    className: null,
  }
  t.same(told(pictureInspected, { ...picture, contactId }), {
    contactId,
    input: { kind: 'picture_inspected', ...picture },
  })
  t.match(told(paymentReceived, { paymentId: 'p', order: { orderId, contactId } as never }), {
    contactId,
    input: { kind: 'payment_received', orderId },
  })
})

test('what customers send is not for this consumer', async t => {
  t.equal(told(messageReceived, {} as never), null)
})
