import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'tap'
import { createLogger } from './log/create-logger.ts'
import { createMetrics } from './metrics.ts'
import { type BacklogReading, backlogMetrics } from './watch-backlog.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

test('the gauges follow what is left to do, and fall when it is done', async t => {
  const metrics = createMetrics('test')
  let looks = 0
  let reading: BacklogReading = {
    outboxOldestSeconds: 12.5,
    effects: [{ kind: 'refund', count: 3, lateSeconds: 40, pastDeadline: 1 }],
  }
  const loop = backlogMetrics(metrics).watch({
    logger,
    read: async () => {
      looks += 1
      return reading
    },
    waiting: async () => new Map([['payment', 7]]),
    everyMs: 5,
  })
  const after = async (count: number) => {
    while (looks < count) await sleep(2)
  }
  await after(2)
  const shown = await metrics.registry.metrics()
  t.match(shown, 'outbox_oldest_seconds{app="test"} 12.5')
  t.match(shown, 'inbox_waiting_events{consumer="payment",app="test"} 7')
  t.match(shown, 'effects_open{kind="refund",app="test"} 3')
  t.match(shown, 'effects_late_seconds{kind="refund",app="test"} 40')
  t.match(shown, 'effects_past_deadline{kind="refund",app="test"} 1')

  reading = { outboxOldestSeconds: 0, effects: [] }
  await after(looks + 2)
  await loop.stop()
  const later = await metrics.registry.metrics()
  t.match(later, 'outbox_oldest_seconds{app="test"} 0')
  t.notMatch(later, 'kind="refund"', 'a kind of which none is open says nothing')
})
