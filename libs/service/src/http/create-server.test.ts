import { RejectedError, TransientError } from '@astria-bot/contracts'
import { type Test, test } from 'tap'
import { z } from 'zod'
import { createLogger } from '../log/create-logger.ts'
import { createMetrics } from '../metrics.ts'
import { createServer, type ServerOptions } from './create-server.ts'
import { cachedReadiness } from './readiness.ts'

async function build(t: Test, options: Partial<ServerOptions> = {}) {
  const lines: string[] = []
  const logger = createLogger({ name: 'test', destination: { write: line => void lines.push(line) } })
  const metrics = createMetrics('test')
  const server = await createServer({ name: 'test', logger, metrics, ready: async () => {}, ...options })
  t.teardown(() => server.close())
  server.post('/echo', { schema: { body: z.object({ n: z.int() }) } }, async request => ({ n: request.body.n }))
  server.get('/broken', async () => {
    throw new Error('the database password is wrong')
  })
  server.get('/waiting', async () => {
    throw new TransientError('the stream is away', { retryAfterMs: 2500 })
  })
  server.get('/wrapped', async () => {
    throw new Error('Failed query', { cause: new TransientError('database: it shuts down') })
  })
  server.get('/no-date', async () => {
    throw new Error('Failed query', { cause: Object.assign(new Error('out of range'), { code: '22008' }) })
  })
  server.get('/our-bug', async () => {
    throw new Error('Failed query', { cause: Object.assign(new Error('no such column'), { code: '42703' }) })
  })
  server.get('/rejected', async () => {
    throw new RejectedError('too_late', 'the order is closed')
  })
  server.get('/missing', async () => {
    throw new RejectedError('not_found', 'no such order')
  })
  return { server, lines, metrics }
}

test('errors are short problems', async t => {
  const { server, lines } = await build(t, { bodyLimit: 100 })
  const cases = [
    [{ url: '/nowhere' }, 404, {}],
    [{ url: '/broken' }, 500, {}],
    [{ url: '/waiting' }, 503, {}],
    [{ url: '/wrapped' }, 503, {}],
    [{ url: '/no-date' }, 400, { code: 'bad_value' }],
    [{ url: '/our-bug' }, 500, {}],
    [{ url: '/rejected' }, 422, { code: 'too_late' }],
    [{ url: '/missing' }, 404, { code: 'not_found' }],
    [{ url: '/echo', method: 'POST', payload: { n: 'x' } }, 400, { errors: [{ path: '/n' }] }],
    [{ url: '/echo', method: 'POST', payload: '{', headers: { 'content-type': 'application/json' } }, 400, {}],
    [{ url: '/echo', method: 'POST', payload: { n: 'x'.repeat(200) } }, 413, {}],
  ] as const
  for (const [request, status, extra] of cases) {
    const answer = await server.inject(request)
    t.equal(answer.statusCode, status, `${request.url} ${status}`)
    t.match(answer.headers['content-type'], /^application\/problem\+json/)
    t.match(answer.json(), { type: 'about:blank', status, ...extra })
    t.notMatch(answer.body, /password|away|closed/)
  }
  t.equal((await server.inject('/waiting')).headers['retry-after'], '3')
  t.equal((await server.inject({ url: '/echo', method: 'POST', payload: { n: 1 } })).body, '{"n":1}')
  t.equal(lines.filter(line => line.includes('"level":"error"')).length, 2, 'only what is our fault is an error')
})

test('health looks at nothing, readiness asks at most once a second', async t => {
  let asked = 0
  const ready = async () => {
    asked += 1
    throw new Error('no database')
  }
  const { server, lines } = await build(t, { ready })
  t.equal((await server.inject('/health')).statusCode, 200)
  const answers = await Promise.all(Array.from({ length: 20 }, () => server.inject('/ready')))
  t.ok(answers.every(answer => answer.statusCode === 503))
  t.equal(asked, 1)
  t.match(lines, [/not ready.*no database|no database.*not ready/])
})

test('why an app is not ready is said once, and that it is again', async t => {
  const said: string[] = []
  const listener = { fell: ({ message }: Error) => void said.push(message), rose: () => void said.push('ready') }
  const states = ['no database', 'no database', 'no broker', '', '', 'no broker']
  const isReady = cachedReadiness(
    async () => {
      const state = states.shift()
      if (state) throw new Error(state)
    },
    listener,
    0,
  )
  while (states.length > 0) await isReady()
  t.same(said, ['no database', 'no broker', 'ready', 'no broker'])
})

test('readiness falls while draining, and connections are closed', async t => {
  const { server } = await build(t)
  t.equal((await server.inject('/ready')).statusCode, 200)
  server.lifecycle.draining = true
  t.equal((await server.inject('/ready')).statusCode, 503)
  t.equal((await server.inject('/health')).headers.connection, 'close')
})

test('a check that hangs is not ready', async t => {
  const { server } = await build(t, { ready: () => new Promise(() => {}) })
  t.equal((await server.inject('/ready')).statusCode, 503)
})

test('requests are counted by route and status, not logged', async t => {
  const { server, lines } = await build(t)
  await server.inject({ url: '/echo', method: 'POST', payload: { n: 1 } })
  await server.inject('/nowhere?phone=972541234567')
  const metrics = (await server.inject('/metrics')).body
  t.match(metrics, /http_request_duration_seconds_count\{app="test",method="POST",route="\/echo",status="200"\} 1/)
  t.match(metrics, /count\{app="test",method="GET",route="unknown",status="404"\} 1/)
  t.match(metrics, /nodejs_eventloop_lag_seconds/)
  t.notMatch(metrics, /972541234567/)
  t.same(lines, [])
})

test('a label that Prometheus sets itself is refused', async t => {
  const metrics = createMetrics('test')
  for (const label of ['job', 'container', 'namespace'])
    t.throws(() => metrics.gauge('last_run_seconds', 'When.', [label]), /Prometheus sets it/)
})

test('several apps in one process have metrics of their own', async t => {
  const one = await build(t)
  const two = await build(t)
  const counter = two.metrics.counter('orders_total', 'Orders.', ['kind'])
  counter.inc({ kind: 'x' })
  t.notMatch((await one.server.inject('/metrics')).body, /orders_total/)
  t.match((await two.server.inject('/metrics')).body, /orders_total\{.*kind="x".*\} 1/)
})

test('the page of the API is there when asked for', async t => {
  const { server } = await build(t, { docs: true })
  const paths = (await server.inject('/docs/json')).json().paths
  t.same(Object.keys(paths).includes('/echo'), true)
  t.notOk('/health' in paths)
})
