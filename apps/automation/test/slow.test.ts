import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { automationExecuted, messageRequested } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld } from './world.ts'

/** A line to NATS that can be cut, so that the server takes a process for dead which goes on. */
async function openLine(natsUrl: string) {
  const to = new URL(natsUrl)
  const open = new Set<net.Socket>()
  const server = net.createServer(socket => {
    const upstream = net.connect(Number(to.port), to.hostname)
    for (const one of [socket, upstream]) {
      open.add(one)
      one.on('error', () => {}).on('close', () => [socket, upstream].forEach(end => void end.destroy()))
    }
    socket.pipe(upstream).pipe(socket)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `nats://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    cut() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

test('an event whose handler is slower than the stream waits is given to another process, and done once', async t => {
  const world = await openWorld(t)
  const line = await openLine(world.nats.url)
  t.teardown(() => line.cut())
  const slow = await world.startProcess(undefined, { NATS_URL: line.url })
  const response = await fetch(`${slow.url}/api/automations`, {
    method: 'POST',
    headers: { 'x-api-key': 'an-admin-key-of-this-test', 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Price',
      trigger: { type: 'keyword', keywords: [{ text: 'price', match: 'contains' }] },
      steps: [{ id: 'answer', type: 'send', content: { type: 'text', body: 'Hello' } }],
    }),
  })
  t.equal(response.status, 201)
  const [dana, noa] = [await world.meet(), await world.meet()]
  const waiting = async (kind: string) =>
    (await world.rows('select 1 from pg_locks where not granted and locktype = $1', [kind])).length

  // Its handler stands still in the middle of its transaction, and nobody hears of it any more.
  const holding = await world.db.pool.connect()
  await holding.query('begin; lock table automation.steps in access exclusive mode')
  await world.say(dana, 'price?')
  await eventually(async () => (await waiting('relation')) === 1)
  line.cut()
  const quick = await world.startProcess()
  // Longer than the stream waits for an answer: the other one has the same event by now.
  await sleep(16_000)
  await holding.query('commit')
  holding.release()
  await world.say(noa, 'price?')

  await world.expect(messageRequested, { contactId: dana.contactId })
  await world.expect(messageRequested, { contactId: noa.contactId })
  await world.quiet()
  for (const { contactId } of [dana, noa]) {
    t.equal(world.found(messageRequested, { contactId }).length, 1)
    t.equal(world.found(automationExecuted, { contactId }).length, 1)
    const executions = await world.rows('select state from automation.executions where contact_id = $1', [contactId])
    t.strictSame(executions, [{ state: 'completed' }])
  }
  t.strictSame(await world.bus.dead.list(), [])
  await slow.kill('SIGKILL')
  await quick.stop()
})
