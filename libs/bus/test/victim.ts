// A process that is ended with SIGKILL at a named point, in the middle of its work: argv says where and on which storage.
import { type Bus, connectJetStream, createInProcessBus } from '@astria-bot/bus'
import { packRefreshRequested } from '@astria-bot/contracts'
import { eventOf, nameOf, PARTITIONS } from './harness.ts'
import { openPool } from './in-process-storage.ts'

const [kind = '', url = '', crashAt = ''] = process.argv.slice(2)
const options = {
  name: 'victim',
  partitions: PARTITIONS,
  crash: (point: string) => {
    if (point === crashAt) process.kill(process.pid, 'SIGKILL')
  },
}

const open: Record<string, () => Promise<Bus>> = {
  jetstream: () => connectJetStream({ ...options, url, replicas: 1 }),
  'in-process': () => createInProcessBus({ ...options, sql: openPool(url) }),
}
const bus = await open[kind]?.()
if (crashAt === 'bus:after-publish-ack') await bus?.publish([eventOf('c0', 0)])
await bus?.consume({
  durable: 'work',
  events: [packRefreshRequested],
  ackWaitMs: 1_000,
  handle: async batch => {
    process.stdout.write(batch.map(event => `${nameOf(event)}\n`).join(''))
  },
})
