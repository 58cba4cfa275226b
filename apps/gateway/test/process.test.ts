import { eventually, freePort } from '@astria-bot/testing'
import { test } from 'tap'
import { natsFor } from './gateway.ts'
import { runGateway, storedIds } from './gateway-process.ts'

test('killed before the stream has it: nothing stored, nothing answered, Meta sends again', async t => {
  const nats = await natsFor(t)
  const first = await runGateway(t, nats, { CRASH_AT: 'gateway:before-publish' })
  await t.rejects(first.send('wamid.1'))
  t.same(await first.exit, [null, 'SIGKILL'])
  const second = await runGateway(t, nats)
  t.equal(await second.send('wamid.1'), 200)
  const ids = await storedIds(t, nats)
  await eventually(() => ids.length === 1)
  t.match(ids, [/wamid\.1$/])
})

test('killed after the stream has it, before the 200: sent again, stored once', async t => {
  const nats = await natsFor(t)
  const first = await runGateway(t, nats, { CRASH_AT: 'gateway:after-ack' })
  await t.rejects(first.send('wamid.1'))
  t.same(await first.exit, [null, 'SIGKILL'])
  const second = await runGateway(t, nats)
  t.equal(await second.send('wamid.1'), 200)
  t.equal(await second.send('wamid.2'), 200)
  const ids = await storedIds(t, nats)
  await eventually(() => ids.length >= 2)
  t.same(ids.map(id => id.split('.')[1]).toSorted(), ['1', '2'])
})

test('SIGTERM under traffic: every answer is a 200 or none, and what was answered is stored', async t => {
  const nats = await natsFor(t)
  const gateway = await runGateway(t, nats)
  const accepted: string[] = []
  let sending = true
  let count = 0
  const client = async () => {
    while (sending) {
      count += 1
      const id = `wamid.n${count}`
      const status = await gateway.send(id).catch(() => 0)
      if (status === 200) accepted.push(id)
      else if (status !== 0) t.fail(`answered ${status}`)
    }
  }
  const clients = Array.from({ length: 8 }, client)
  await eventually(() => accepted.length > 50)
  gateway.child.kill('SIGTERM')
  t.same(await gateway.exit, [0, null])
  sending = false
  await Promise.all(clients)
  const ids = await storedIds(t, nats)
  await eventually(() => accepted.every(id => ids.some(stored => stored.endsWith(`:${id}`))))
  t.notMatch(gateway.output(), /app-secret|972500000101/)
})

test('started while NATS is away: alive, not ready, nothing taken; then it goes on by itself', async t => {
  const nats = await natsFor(t)
  await nats.kill('SIGTERM')
  const port = await freePort()
  const starting = runGateway(t, nats, { PORT: String(port) })
  const status = (what: string, method = 'GET') =>
    fetch(`http://127.0.0.1:${port}${what}`, { method }).then(
      answer => answer.status,
      () => 0,
    )
  await eventually(async () => (await status('/health')) === 200)
  t.equal(await status('/ready'), 503)
  t.equal(await status('/webhooks/whatsapp', 'POST'), 503, 'Meta sends it again')
  await nats.start()
  const gateway = await starting
  await eventually(async () => (await status('/ready')) === 200)
  t.equal(await gateway.send('wamid.1'), 200)
})
