import { startNats } from '@astria-bot/testing'
import { jetstreamManager } from '@nats-io/jetstream'
import { test } from 'tap'
import { openLink } from './link.ts'
import { createPartitionConsumer } from './partition-consumer.ts'

test('a consumer that has heard nothing for a while makes its durable anew and asks again', async t => {
  const server = await startNats()
  const link = await openLink({ url: server.url, name: 'test', connectTimeoutMs: 5_000 })
  const manager = await jetstreamManager(link.nats)
  const { created } = await manager.streams.add({ name: 'S', subjects: ['s.>'] })
  const inbox = 'inbox.of.the.test'
  const received: string[] = []
  link.nats.subscribe(inbox, { callback: (_, message) => void (message.reply && received.push(message.string())) })
  const consumer = createPartitionConsumer({
    link,
    manager,
    manage: true,
    stream: 'S',
    streamCreated: created,
    name: 'silent',
    partition: 0,
    subjects: ['s.0'],
    ackWaitMs: 1_000,
    inbox,
  })

  consumer.check(Date.now() + 1_000)
  await t.rejects(manager.consumers.info('S', 'silent'), 'a second of silence is no reason')
  consumer.check(Date.now() + 5_000)
  await link.nats.request('s.0', 'hello', { timeout: 1_000 })
  while (received.length === 0) await new Promise(resolve => setTimeout(resolve, 20))
  t.same(received, ['hello'])

  consumer.stop()
  await link.close()
  await server.stop()
})
