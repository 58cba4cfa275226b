import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { eventually, freePort } from '@astria-bot/testing'
import { type Test, test } from 'tap'
import { root } from './repository.ts'

/** Runs apps together; the sandbox needs neither database nor bus. */
function start(t: Test, words: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['docker/together.mjs', ...words], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'info', ENVIRONMENT: 'test', HOST: '127.0.0.1', ...env },
  })
  t.teardown(() => child.kill('SIGKILL'))
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', part => (text += part))
  const ended = once(child, 'close') as Promise<[number | null]>
  return { child, ended, text: () => text }
}

test('SIGTERM ends all of them in order, each on its own port', async t => {
  const [one, other] = [await freePort(), await freePort()]
  const run = start(t, ['sandbox'], { SANDBOX_PORT: String(one), PORT: String(other) })
  await eventually(async () => (await fetch(`http://127.0.0.1:${one}/ready`)).ok, { timeoutMs: 30_000 })
  run.child.kill('SIGTERM')
  t.same(await run.ended, [0, null])
  t.match(run.text(), '"msg":"ended"')
})

test('if one ends, all end, with its code', async t => {
  const run = start(t, ['sandbox', 'maintenance:no-such-job'], { SANDBOX_PORT: String(await freePort()) })
  const [code] = await run.ended
  t.equal(code, 78)
  t.match(run.text(), /there is no job no-such-job/)
  t.match(run.text(), /together: maintenance ended with 78, so all end/)
})

test('without a word it says what it wants', async t => {
  const run = start(t, [])
  t.same(await run.ended, [78, null])
  t.match(run.text(), 'Which apps?')
})
