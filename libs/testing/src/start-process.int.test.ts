import path from 'node:path'
import { test } from 'tap'
import { startProcess } from './start-process.ts'

const program = `
import http from 'node:http'
console.log('hello', process.env.GREETING, process.env.SECRET_OF_THE_TEST ?? 'nothing else')
let asked = 0
const server = http.createServer((request, response) => {
  asked += 1
  response.statusCode = asked > 2 ? 200 : 503
  response.end()
})
if (process.env.CRASH_AT === 'start') throw new Error('crashed')
server.listen(Number(process.env.PORT), process.env.HOST)
process.on('SIGTERM', () => process.exit(0))
`

test('a process is ready when it says so, and can be stopped and killed', async t => {
  const file = path.join(t.testdir({ 'main.mjs': program }), 'main.mjs')
  process.env.SECRET_OF_THE_TEST = 'leaked'
  const one = await startProcess({ app: 'one', file, env: { GREETING: 'world' } })
  t.match(one.output(), /hello world nothing else/)
  t.equal((await fetch(one.url)).status, 200)
  await one.stop()
  t.same(await one.exited, { code: 0, signal: null })
  const two = await startProcess({ app: 'two', file, env: {}, port: one.port })
  t.equal(two.port, one.port)
  await two.kill()
  t.same(await two.exited, { code: null, signal: 'SIGKILL' })
})

test('one that does not become ready is an error with its last words', async t => {
  const folder = t.testdir({ 'main.mjs': program, 'silent.mjs': 'console.log("waiting"); setInterval(() => {}, 1000)' })
  const file = path.join(folder, 'main.mjs')
  await t.rejects(startProcess({ app: 'one', file, env: {}, crashAt: 'start' }), /one ended \(1\).*crashed/s)
  const silent = path.join(folder, 'silent.mjs')
  await t.rejects(startProcess({ app: 'two', file: silent, env: {}, readyMs: 3000 }), /two was not ready.*waiting/s)
  await t.rejects(startProcess({ app: 'nowhere', env: {} }), /Cannot find module/)
})
