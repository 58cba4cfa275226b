import { test } from 'tap'
import { consumerOf, eventsOf } from './app-traffic.ts'
import { catalogue } from './catalogue.ts'
import { erasureDone, tuneCreated } from './events.ts'
import { type AppTraffic, traffic } from './traffic.ts'

const apps: AppTraffic[] = Object.values(traffic)

test('every event has somebody who says it', async t => {
  const said = new Set(apps.flatMap(({ publishes }) => publishes.map(({ type }) => type)))
  t.same([...catalogue.keys()].filter(type => !said.has(type)).sort(), [])
})

test('durables have names of their own, and hear each event once', async t => {
  const consumers = apps.flatMap(({ consumes }) => consumes)
  t.equal(new Set(consumers.map(({ durable }) => durable)).size, consumers.length)
  for (const { durable, events } of consumers) {
    t.match(durable, /^[a-z-]+$/)
    t.equal(new Set(events).size, events.length, durable)
  }
})

test('an app makes the events of its list, in its name, and no others', async t => {
  const attributes = { id: '1', subject: 'c', time: new Date(0) }
  const create = eventsOf('payment')
  t.match(create(erasureDone, attributes, { contactId: 'c', app: 'payment' }), {
    source: 'payment',
    type: erasureDone.type,
  })
  const tune = { orderId: 'o', contactId: 'c', tuneId: '1', training: false, readyAt: null }
  // @ts-expect-error: payment does not say that
  create(tuneCreated, attributes, tune)
  // @ts-expect-error: nor has data of another shape
  create(erasureDone, attributes, { contactId: 7 })
})

test('an app listens to what its list gives a consumer, by names of its own', async t => {
  t.same(consumerOf('image', 'image'), traffic.image.consumes[0])
  t.equal(consumerOf('message', 'message-status'), traffic.message.consumes[1])
  // @ts-expect-error: it is not one of its own
  t.equal(consumerOf('image', 'payment'), undefined)
})
