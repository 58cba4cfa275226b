import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { connectJetStream } from '@astria-bot/bus'
import { catalogue } from '@astria-bot/contracts'
import { eventually, type Nats } from '@astria-bot/testing'
import { webhooks } from '@astria-bot/whatsapp'
import { type Test, test } from 'tap'
import { natsFor, secrets, signed } from './gateway.ts'

const main = fileURLToPath(new URL('../main.js', import.meta.url))

/** The gateway as its own process. */
async function run(t: Test, nats: Nats, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH ?? '',
      ...secrets,
      ENVIRONMENT: 'test',
      NATS_URL: nats.url,
      HOST: '127.0.0.1',
      PORT: '0',
      ...env,
    },
  })
  t.teardown(() => child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const port = await eventually(() => {
    if (child.exitCode !== null) throw new Error(output)
    return /"port":(\d+),"msg":"listening"/.exec(output)?.[1] ?? false
  })
  const send = async (id: string) => {
    const { payload, headers, url } = signed(webhooks.text({ phone: '972500000101' }, 'hi', { messageId: id }))
    const body = new Uint8Array(payload)
    return (await fetch(`http://127.0.0.1:${port}${url}`, { method: 'POST', headers, body })).status
  }
  return { child, exit, send, output: () => output }
}

async function storedIds(t: Test, nats: Nats): Promise<string[]> {
  const bus = await connectJetStream({ url: nats.url, name: 'judge', partitions: 32, replicas: 1 })
  t.teardown(() => bus.close())
  const ids: string[] = []
  const events = [...catalogue.values()].filter(({ type }) => type.startsWith('whatsapp.'))
  await bus.consume({ durable: 'judge', events, handle: async batch => void ids.push(...batch.map(({ id }) => id)) })
  return ids
}

test('killed before the stream has it: nothing stored, nothing answered, Meta sends again', async t => {
  const nats = await natsFor(t)
  const first = await run(t, nats, { CRASH_AT: 'gateway:before-publish' })
  await t.rejects(first.send('wamid.1'))
  t.same(await first.exit, [null, 'SIGKILL'])
  const second = await run(t, nats)
  t.equal(await second.send('wamid.1'), 200)
  const ids = await storedIds(t, nats)
  await eventually(() => ids.length === 1)
  t.match(ids, [/wamid\.1$/])
})

test('killed after the stream has it, before the 200: sent again, stored once', async t => {
  const nats = await natsFor(t)
  const first = await run(t, nats, { CRASH_AT: 'gateway:after-ack' })
  await t.rejects(first.send('wamid.1'))
  t.same(await first.exit, [null, 'SIGKILL'])
  const second = await run(t, nats)
  t.equal(await second.send('wamid.1'), 200)
  t.equal(await second.send('wamid.2'), 200)
  const ids = await storedIds(t, nats)
  await eventually(() => ids.length >= 2)
  t.same(ids.map(id => id.split('.')[1]).toSorted(), ['1', '2'])
})

test('SIGTERM under traffic: every answer is a 200 or none, and what was answered is stored', async t => {
  const nats = await natsFor(t)
  const gateway = await run(t, nats)
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
