import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Test, test } from 'tap'

const script = fileURLToPath(new URL('../test-fixtures/process.mjs', import.meta.url))
const right = { ENVIRONMENT: 'test', API_KEY: 'hidden', HOST: '127.0.0.1' }

function run(t: Test, env: Record<string, string>) {
  // To a file: a pipe that is full for a moment may change the order of the last lines.
  const file = path.join(t.testdir(), 'log')
  const log = fs.openSync(file, 'a')
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', log, log],
  })
  fs.closeSync(log)
  t.teardown(() => child.kill('SIGKILL'))
  const output = () => fs.readFileSync(file, 'utf8')
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const address = async () => {
    for (;;) {
      const [, port] = /"port":(\d+)/.exec(output()) ?? []
      if (port) return `http://127.0.0.1:${port}`
      if (child.exitCode !== null) throw new Error(output())
      await sleep(10)
    }
  }
  return { child, exit, address, output }
}

test('wrong settings end the process with 78 and a sentence', async t => {
  const { exit, output } = run(t, { PORT: 'many', CRASH_AT: 'x' })
  t.same(await exit, [78, null])
  t.match(output(), /API_KEY is missing/)
  t.match(output(), /PORT/)
  t.match(output(), /CRASH_AT is refused in production/)
})

test('SIGTERM: what is in flight is answered, then everything is closed in order', async t => {
  const { child, exit, address, output } = run(t, right)
  const url = await address()
  const slow = fetch(`${url}/slow`)
  await sleep(150)
  child.kill('SIGTERM')
  child.kill('SIGTERM')
  t.same(await (await slow).json(), { done: true })
  t.same(await exit, [0, null])
  t.match(output(), /stopped[\s\S]*closed the second[\s\S]*closed the first[\s\S]*ended/)
  t.notMatch(output(), /hidden/)
})

test('a crash point kills like a power cut, at the right time', async t => {
  const { exit, address } = run(t, { ...right, CRASH_AT: 'example:crash@2' })
  const url = await address()
  t.equal((await fetch(`${url}/crash`)).status, 200)
  await t.rejects(fetch(`${url}/crash`))
  t.same(await exit, [null, 'SIGKILL'])
})

test('an error nobody caught ends the process with 1', async t => {
  const { exit, address, output } = run(t, right)
  await fetch(`${await address()}/uncaught`).catch(() => {})
  t.same(await exit, [1, null])
  t.match(output(), /nobody caught this/)
})
