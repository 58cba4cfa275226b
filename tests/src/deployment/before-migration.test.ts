import os from 'node:os'
import path from 'node:path'
import { defaultPorts, localEnvironment, makeSecrets } from '@astria-bot/standalone'
import { migrate } from '@astria-bot/store'
import { createDatabase, eventually, freePort, startNats, startProcess } from '@astria-bot/testing'
import { test } from 'tap'

test('a service that starts before its migration is alive and not ready, says what is missing, and goes on by itself', async t => {
  const [database, nats, port] = await Promise.all([createDatabase({ empty: true }), startNats(), freePort()])
  t.teardown(async () => {
    await nats.stop()
    await database.drop()
  })
  const env = localEnvironment({
    ports: { ...defaultPorts, payment: port },
    databaseUrl: database.url,
    natsUrl: nats.url,
    dataDir: path.join(os.tmpdir(), 'astria-before-migration'),
    secrets: makeSecrets(),
  })
  const starting = startProcess({ app: 'payment', port, env, readyMs: 60_000 })
  const status = (what: string) =>
    fetch(`http://127.0.0.1:${port}${what}`).then(
      answer => answer.status,
      () => 0,
    )
  await eventually(async () => (await status('/health')) === 200, { timeoutMs: 30_000 })
  t.equal(await status('/ready'), 503)
  await migrate(database.url)
  const payment = await starting
  t.equal(await status('/ready'), 200)
  t.match(payment.output(), /migrations of this version are not applied/)
  await payment.stop()
})
