import { test } from 'tap'
import { catalogue } from './catalogue.ts'
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
