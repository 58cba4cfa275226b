import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import { test } from 'tap'
import { startNats } from '../nats.ts'

/** The first line that the server says tells what it is. */
async function info(port: number): Promise<Record<string, unknown>> {
  const socket = net.connect(port, '127.0.0.1')
  const [data] = await once(socket, 'data')
  socket.destroy()
  return JSON.parse(
    String(data)
      .replace(/^INFO /, '')
      .split('\r\n')[0]!,
  )
}

test('a server with JetStream, killed and started again on the same port', async t => {
  const nats = await startNats()
  const before = await info(nats.port)
  t.equal(before.jetstream, true)
  const { pid } = nats
  await nats.kill()
  t.equal(nats.pid, undefined)
  await t.rejects(info(nats.port))
  await nats.start()
  t.not(nats.pid, pid)
  t.not((await info(nats.port)).server_id, before.server_id)
  await nats.restart('SIGTERM')
  await info(nats.port)
  await nats.stop()
  await t.rejects(info(nats.port))
})

test('two servers live side by side, and a store that is given is kept', async t => {
  const folder = t.testdir()
  const [one, two] = await Promise.all([startNats({ storeDir: folder }), startNats()])
  t.not(one.port, two.port)
  await one.stop()
  await two.stop()
  t.ok(fs.readdirSync(folder).includes('store'))
})

test('what cannot start says so', async t => {
  await t.rejects(startNats({ binary: '/nowhere/nats-server' }), /did not start/)
})
