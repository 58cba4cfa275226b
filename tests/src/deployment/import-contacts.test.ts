import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { localEnvironment, makeSecrets } from '@astria-bot/standalone'
import { createDatabase, freePort, startNats, startProcess } from '@astria-bot/testing'
import pg from 'pg'
import { test } from 'tap'
import { root } from './repository.ts'

/** Runs the script with these lines; nothing of ours is handed on. */
async function importLines(lines: string[], env: Record<string, string>) {
  const script = path.join(root, 'scripts/import-contacts.mjs')
  const child = spawn(process.execPath, [script], { env: { PATH: process.env.PATH ?? '', ...env } })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', part => (text += part))
  child.stdin.end(`${lines.join('\n')}\n`)
  const [code] = await once(child, 'close')
  return { code, text }
}

test('people are added once, however often it is run, and what is wrong is named by its line', async t => {
  const [nats, database, port] = await Promise.all([startNats(), createDatabase(), freePort()])
  const secrets = makeSecrets()
  const ports = { gateway: 1, message: port, image: 1, payment: 1, automation: 7074, sandbox: 1 }
  const local = { ports, databaseUrl: database.url, natsUrl: nats.url, dataDir: '/nonexistent', secrets }
  const message = await startProcess({ app: 'message', port, env: localEnvironment(local) })
  t.teardown(async () => {
    await message.stop()
    await nats.stop()
    await database.drop()
  })

  const lines = [
    '{"phone":"972501234567","name":"Ada","language":"he","tags":["moved"],"attributes":{"old_id":"7"}}',
    '{"phone":"972507654321"}',
    '',
    '{"phone":"nobody"}',
  ]
  const env = { MESSAGE_URL: message.url, API_KEY: secrets.API_KEY }
  const first = await importLines(lines, env)
  t.match(first.text, /^line 4: 400/m)
  t.match(first.text, '2 added, 0 were there, 1 refused')
  t.equal(first.code, 1)
  const again = await importLines(lines.slice(0, 2), env)
  t.match(again, { code: 0, text: /0 added, 2 were there, 0 refused/ })
  t.notMatch(first.text + again.text, /97250/, 'no phone number is shown')

  const client = new pg.Client(database.url)
  await client.connect()
  const { rows } = await client.query(
    'select given_name, language, tags, attributes from messaging.contacts order by phone',
  )
  await client.end()
  t.match(rows, [{ given_name: 'Ada', language: 'he', tags: ['moved'], attributes: { old_id: '7' } }, {}])

  const wrong = await importLines(lines, { ...env, API_KEY: 'not-a-key-that-is-known' })
  t.match(wrong, { code: 1, text: /refuses the key \(401\)/ })
  t.match(await importLines(lines, {}), { code: 78, text: /API_KEY is not set/ })
})
