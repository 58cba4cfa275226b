import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { runMake, standaloneEnvironment } from './system/standalone.ts'

const main = fileURLToPath(new URL('../../apps/gateway/dist/main.js', import.meta.url))

test('make dev: every app answers, the own environment wins, and what was compiled anew is started anew', async t => {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'make-dev-'))
  t.teardown(() => fs.rm(dataDir, { recursive: true, force: true, maxRetries: 20 }))
  const env = await standaloneEnvironment(dataDir)
  const addresses = Object.keys(env).flatMap(name => (name.endsWith('_PORT') ? [`http://127.0.0.1:${env[name]}`] : []))
  const key = 'a-key-of-the-user-of-this-machine'
  const ready = async () =>
    (await Promise.all(addresses.map(async url => (await fetch(`${url}/ready`)).ok))).every(Boolean)
  const began = performance.now()
  const make = await runMake('dev', { ...env, API_KEYS: `me:viewer:${key}` }, ready)
  t.comment(`ready after ${Math.round(performance.now() - began)} ms`)

  const listed = await fetch(`http://127.0.0.1:${env['MESSAGE_PORT']}/api/contacts`, { headers: { 'x-api-key': key } })
  t.equal(listed.status, 200, 'the key of the environment opens the API')

  const startedAt = async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${env['GATEWAY_PORT']}/metrics`)).text()
    const [, time] = /^process_start_time_seconds(?:\{.*\})? (\d+)/m.exec(metrics) ?? []
    if (time === undefined) throw new Error(`no metrics yet: ${metrics}`)
    return time
  }
  const before = await startedAt()
  const now = new Date()
  await fs.utimes(main, now, now)
  await eventually(async () => (await startedAt()) !== before, { timeoutMs: 30_000 })

  await make.kill('SIGINT')
  for (const url of addresses) await t.rejects(fetch(`${url}/health`), 'nothing is left behind')
})
