import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Test, test } from 'tap'

const script = fileURLToPath(new URL('../test-fixtures/process.mjs', import.meta.url))
const right = { ENVIRONMENT: 'test', API_KEY: 'hidden', HOST: '127.0.0.1' }

/** A file; while it is there, what the process needs is away. */
function missingThing(t: Test): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'astria-away-'))
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'away')
  fs.writeFileSync(file, '')
  return file
}

/** What the process has said, in the order of its clock: lines written in the last moment may swap places. */
const inOrder = (output: string) =>
  output
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as { time: string; msg: string })
    .toSorted((one, other) => one.time.localeCompare(other.time))
    .map(({ msg }) => msg)

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  return port
}

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
  t.same(inOrder(output()).slice(-4), ['stopped', 'closed the second', 'closed the first', 'ended'])
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

test('what is found missing while starting ends the process with 78, too', async t => {
  const { exit, output } = run(t, { ...right, AWAY: 'settings' })
  t.same(await exit, [78, null])
  t.match(output(), /TOKEN is missing/)
})

test('while what it needs is away it is alive and not ready; then it starts by itself, with everything closed between', async t => {
  const away = missingThing(t)
  const port = await freePort()
  const { child, exit, address, output } = run(t, { ...right, AWAY: away, PORT: String(port) })
  const ask = (what: string) => fetch(`http://127.0.0.1:${port}${what}`)
  while ((output().match(/tries again/g)?.length ?? 0) < 2) await sleep(20)
  t.equal((await ask('/health')).status, 200)
  const waiting = await ask('/ready')
  t.equal(waiting.status, 503)
  t.match(waiting.headers.get('content-type'), 'application/problem+json')
  t.match(output(), /ECONNREFUSED/)
  t.same(inOrder(output()).slice(2, 5), ['stopped', 'closed the second', 'closed the first'])
  fs.rmSync(away)
  await address()
  t.equal((await ask('/ready')).status, 200)
  child.kill('SIGTERM')
  t.same(await exit, [0, null])
  t.equal(output().match(/closed the first/g)?.length, (output().match(/tries again/g)?.length ?? 0) + 1)
})

test('SIGTERM ends a process that waits', async t => {
  const away = missingThing(t)
  const { child, exit, output } = run(t, { ...right, AWAY: away })
  while (!/tries again/.test(output())) await sleep(20)
  child.kill('SIGTERM')
  t.same(await exit, [0, null])
})
