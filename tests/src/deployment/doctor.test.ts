import { execFile } from 'node:child_process'
import { connectJetStream } from '@astria-bot/bus'
import { migrate } from '@astria-bot/store'
import { createDatabase, startNats } from '@astria-bot/testing'
import pg from 'pg'
import { test } from 'tap'
import { root } from './repository.ts'

/** What the doctor says of this environment; nothing of ours is handed on but the PATH. */
function askDoctor(env: Record<string, string>, ...parts: string[]): Promise<{ code: number; text: string }> {
  const options = { cwd: root, env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...env } }
  return new Promise(resolve => {
    execFile(process.execPath, ['scripts/doctor.mjs', ...parts], options, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    )
  })
}

test('with nothing set up nothing is wrong, and every part is named', async t => {
  const { text } = await askDoctor({})
  for (const part of ['Tools', 'Ports', 'Containers', 'Settings', 'Database', 'Streams', 'Webhook', 'Cluster']) {
    t.match(text, new RegExp(`^${part}$`, 'm'))
  }
  t.match(text, /ok {3}npm/)
  t.match(text, /- {4}DATABASE_URL is not set/)
})

test('a database without the schema, then with it, then with another’s', async t => {
  const { url, drop } = await createDatabase({ empty: true })
  t.teardown(drop)
  const before = await askDoctor({ DATABASE_URL: url }, 'database')
  t.match(before.text, /BAD {2}\d of \d migrations are to be applied\n +→ make migrate/)
  t.equal(before.code, 1)
  await migrate(url)
  t.match((await askDoctor({ DATABASE_URL: url }, 'database')).text, /ok {3}all \d migrations are applied/)
  const client = new pg.Client(url)
  await client.connect()
  await client.query(`update drizzle.__drizzle_migrations set hash = 'another'`)
  await client.end()
  t.match((await askDoctor({ DATABASE_URL: url }, 'database')).text, /BAD {2}its schema was made by another version/)
})

test('streams and consumers: none, all, one deleted', async t => {
  const nats = await startNats()
  t.teardown(() => nats.stop())
  const env = { NATS_URL: nats.url, PARTITIONS: '4' }
  t.match((await askDoctor(env, 'streams')).text, /- {4}no stream WHATSAPP, .*DEAD/)
  const bus = await connectJetStream({ url: nats.url, name: 'test', partitions: 4, replicas: 1 })
  const { catalogue } = await import('@astria-bot/contracts')
  const events = [...catalogue.values()].filter(({ type }) => type.startsWith('whatsapp.'))
  await bus.consume({ durable: 'reader', events, handle: async () => {} })
  t.match(
    (await askDoctor(env, 'streams')).text,
    /all 5 streams are there\n.*ok {3}reader-WHATSAPP: 4 consumers, 0 events waiting/,
  )
  await bus.close()
  const fewer = await askDoctor({ ...env, PARTITIONS: '8' }, 'streams')
  t.match(fewer.text, /BAD {2}reader-WHATSAPP has 4 consumers for 8 partitions/)
  t.equal(fewer.code, 1)
  t.match(fewer.text, /restart the app: it makes them anew/)
  const managed = await askDoctor({ ...env, PARTITIONS: '8', BUS_MANAGE: 'false' }, 'streams')
  t.match(managed.text, /run the job `streams`/)
  t.notMatch(managed.text, /makes them anew/)
})

test('what cannot be reached is named without its password, and a wrong setting by its name', async t => {
  const { text, code } = await askDoctor(
    {
      DATABASE_URL: 'postgres://astria:hidden-word@127.0.0.1:1/astria',
      NATS_URL: 'nats://astria:hidden-word@127.0.0.1:1',
      PUBLIC_URL: 'http://127.0.0.1:1',
      PARTITIONS: 'many',
      ENVIRONMENT: 'production',
      WHATSAPP_API_KEY: 'sandbox-0123',
    },
    'database',
    'streams',
    'webhook',
    'settings',
  )
  t.equal(code, 1)
  t.match(text, /BAD {2}postgres:\/\/…@127\.0\.0\.1:1\/astria does not answer/)
  t.match(text, /BAD {2}nats:\/\/…@127\.0\.0\.1:1 does not answer/)
  t.match(text, /BAD {2}http:\/\/127\.0\.0\.1:1 cannot be reached/)
  t.match(text, /BAD {2}gateway: PARTITIONS \(it is "many"\)/)
  t.match(text, /BAD {2}WHATSAPP_API_KEY is good for the sandbox only/)
  t.notMatch(text, /hidden-word/)
})
