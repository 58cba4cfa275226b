import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { connectJetStream } from '@astria-bot/bus'
import { jobGroups } from '@astria-bot/maintenance'
import { createDatabase, startNats, startProcess } from '@astria-bot/testing'
import pg from 'pg'
import { test } from 'tap'
import { type Container, objectOf, podOf } from './manifests.ts'

const maintenance = fileURLToPath(new URL('../../../apps/maintenance', import.meta.url))

/** What the container's program is given, with the ConfigMap of the render and a Secret of the test's own. */
function environmentOf({ env = [] }: Container, secrets: Record<string, string>): Record<string, string> {
  const config = objectOf('default', 'ConfigMap', 'astria-bot-config').data ?? {}
  const values = env.map(({ name, value, valueFrom }) => {
    const { secretKeyRef, configMapKeyRef } = (valueFrom ?? {}) as Record<string, { key: string } | undefined>
    return [name, value ?? (secretKeyRef ? secrets[secretKeyRef.key] : config[configMapKeyRef?.key ?? ''])]
  })
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}

/** Runs node with a container's arguments, as its image does; gives what it said and how it ended. */
function run(args: readonly string[], env: Record<string, string>, cwd?: string) {
  return new Promise<{ code: number; said: string }>(resolve => {
    const { PATH = '', TMPDIR = '/tmp' } = process.env
    const options = { env: { PATH, TMPDIR, ...env }, ...(cwd ? { cwd } : {}) }
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    )
  })
}

/** Leads the names of services to addresses on this machine, as the cluster's DNS does to theirs. */
function namesOf(addresses: Record<string, string>): Record<string, string> {
  const code = `const addresses = ${JSON.stringify(addresses)}
    const { fetch } = globalThis
    globalThis.fetch = (url, options) => fetch(String(url).replace(/^http:\\/\\/([^/]+)/, (_, name) => addresses[name]), options)`
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` }
}

test('the tests of a release tell a gateway that works from one that does not', async t => {
  const nats = await startNats()
  const secrets = { WHATSAPP_APP_SECRET: 'the-app-secret' }
  const gateway = await startProcess({
    app: 'gateway',
    env: {
      ENVIRONMENT: 'production',
      LOG_LEVEL: 'silent',
      NATS_URL: nats.url,
      WHATSAPP_NUMBER_ID: '106540352242922',
      WHATSAPP_VERIFY_TOKEN: 'verify',
      CALLBACK_SECRET: 'callback',
      PAYMENT_WEBHOOK_SECRET: 'payment',
      ...secrets,
    },
  })
  const away = createServer((_, response) => response.writeHead(503).end()).listen(0, '127.0.0.1')
  await once(away, 'listening')
  t.teardown(async () => {
    away.close()
    await gateway.stop()
    await nats.stop()
  })
  const awayUrl = `http://127.0.0.1:${(away.address() as AddressInfo).port}`
  const containerOf = (name: string) => podOf(objectOf('default', 'Pod', name)).containers[0] as Container
  const names = containerOf('test-ready').args?.slice(4) ?? []
  t.same(names, ['automation', 'gateway', 'image', 'message', 'payment'])
  const all = Object.fromEntries(names.map(name => [name, gateway.url]))
  const runPod = (name: string, addresses: Record<string, string>, given: Record<string, string> = secrets) => {
    const container = containerOf(name)
    return run(container.args ?? [], { ...environmentOf(container, given), ...namesOf(addresses) })
  }

  t.match(await runPod('test-ready', all), { code: 0, said: 'message: 200' })
  t.match(await runPod('test-ready', { ...all, message: awayUrl }), { code: 1, said: 'message: 503' })
  t.match(await runPod('test-ready', { ...all, image: 'http://127.0.0.1:1' }), { code: 1, said: /image: / })
  t.match(await runPod('test-unsigned', all), { code: 0, said: 'unsigned webhook: 401, wanted 401' })
  t.match(await runPod('test-signed', all), { code: 0, said: 'signed webhook: 200, wanted 200' })
  t.match(await runPod('test-signed', all, { WHATSAPP_APP_SECRET: 'another' }), { code: 1, said: '401, wanted 200' })
  t.match(await runPod('test-unsigned', { gateway: awayUrl }), { code: 1, said: '503, wanted 401' })
})

test('the daily CronJob does the daily jobs, with the settings that it is given', async t => {
  const [nats, database] = await Promise.all([startNats(), createDatabase()])
  const client = new pg.Client(database.url)
  await client.connect()
  t.teardown(async () => {
    await client.end()
    await database.drop()
    await nats.stop()
  })
  const container = podOf(objectOf('default', 'CronJob', 'maintenance-daily')).containers[0] as Container
  const accounts = { MAINTENANCE_DATABASE_URL: database.url, MAINTENANCE_NATS_URL: nats.url }
  const secrets = { ...accounts, AWS_SECRET_ACCESS_KEY: 'of the bucket' }
  const env = environmentOf(container, secrets)
  const missing = await run(container.args ?? [], { ...env, DATABASE_URL: '' }, maintenance)
  t.match(missing, { code: 78, said: 'DATABASE_URL' }, 'what a restart cannot mend')
  const locked = await run(container.args ?? [], environmentOf(container, accounts), maintenance)
  t.match(locked, { code: 78, said: 'AWS_SECRET_ACCESS_KEY is missing: FILES_URL is s3:' })

  // As the job `streams` does: maintenance itself may not make them.
  const bus = await connectJetStream({ url: nats.url, name: 'streams', partitions: 32, replicas: 1 })
  await bus.close()
  const { code, said } = await run(container.args ?? [], env, maintenance)
  t.equal(code, 0, said)
  const { rows } = await client.query('select job from ops.job_runs where finished_at is not null order by job')
  t.same(
    rows.map(({ job }) => job),
    [...jobGroups.daily].sort(),
  )
})
