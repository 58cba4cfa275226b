import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Event, RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { createDatabase, eventually } from '@astria-bot/testing'
import { eq } from 'drizzle-orm'
import { type Test, test } from 'tap'
import {
  connect,
  createEffectRunner,
  type EffectHandler,
  type EffectRunnerOptions,
  enqueueEvents,
  imaging,
  type NewEffect,
  prepareEffects,
  wakeEffect,
} from '../index.ts'

async function open(t: Test) {
  const { url, drop } = await createDatabase()
  const db = connect({ url, name: 'test', max: 10 })
  t.teardown(async () => {
    await db.close()
    await drop()
  })
  const prepare = (...effects: NewEffect[]) => db.transaction(tx => prepareEffects(tx, 'imaging', effects))
  const row = async (key: string) =>
    (await db.drizzle.select().from(imaging.effects).where(eq(imaging.effects.key, key)))[0]
  const start = (handler: EffectHandler, more: Partial<EffectRunnerOptions> = {}) => {
    const handlers = { call: handler }
    const runner = createEffectRunner({ db, schema: 'imaging', handlers, concurrency: 4, pollMs: 50, ...more })
    t.teardown(() => runner.stop())
    return runner
  }
  return { db, prepare, row, start }
}

/** A handler that writes down what it is asked to do. */
function recorder(parts: Partial<EffectHandler> = {}) {
  const log: string[] = []
  const handler: EffectHandler = {
    perform: async (request, effect) => {
      log.push(`perform ${effect.attempts}`)
      return parts.perform ? parts.perform(request, effect) : 'result'
    },
    resolve: async (request, effect) => {
      log.push(`resolve ${effect.looks}`)
      return parts.resolve ? parts.resolve(request, effect) : null
    },
    done: async (tx, request, result, effect) => {
      log.push(`done ${JSON.stringify(result)}`)
      await parts.done?.(tx, request, result, effect)
    },
    failed: async (tx, request, error, effect) => {
      log.push(`failed ${error.code}`)
      await parts.failed?.(tx, request, error, effect)
    },
    backoff: parts.backoff ?? (() => 5),
  }
  return { handler, log }
}

test('prepared → calling → done, with the request as it was frozen and rows in the same transaction', async t => {
  const { db, prepare, row, start } = await open(t)
  const request = { text: 'null \0, half \ud800, שלום', n: [1, null] }
  const contactId = randomUUID()
  const event = { id: 'e', subject: 's' } as Event
  let seen: unknown
  let committed = 0
  const { handler, log } = recorder({
    perform: async (given, effect) => {
      seen = given
      t.equal((await row('k'))?.state, 'calling')
      t.match(effect, { key: 'k', contactId, attempts: 1, deadline: null })
      return { id: 7 }
    },
    done: async tx => enqueueEvents(tx, 'imaging', [event]),
  })
  await prepare({ kind: 'call', key: 'k', request, contactId })
  const runner = start(handler, {
    onCommit: () => {
      committed += 1
    },
  })
  await runner.idle()
  t.same(seen, request)
  t.same(log, ['perform 1', 'done {"id":7}'])
  t.match(await row('k'), { state: 'done', result: { id: 7 }, leaseId: null, leaseUntil: null })
  t.equal((await db.drizzle.select().from(imaging.outbox)).length, 1)
  t.equal(committed, 1)
})

test('a key is carried out once, however often it is prepared, and not if its transaction fails', async t => {
  const { db, prepare, row, start } = await open(t)
  const { handler, log } = recorder()
  const runner = start(handler)
  await Promise.all(
    Array.from({ length: 10 }, () =>
      prepare({ kind: 'call', key: 'b', request: 1 }, { kind: 'call', key: 'a', request: 1 }),
    ),
  )
  await runner.idle()
  await prepare({ kind: 'call', key: 'a', request: 2 })
  const failing = db.transaction(async tx => {
    await prepareEffects(tx, 'imaging', [{ kind: 'call', key: 'c', request: 1 }])
    throw new Error('no')
  })
  await t.rejects(failing)
  await prepare({ kind: 'another', key: 'd', request: 1 })
  await runner.idle()
  t.equal(log.filter(line => line.startsWith('perform')).length, 2)
  t.equal(await row('c'), undefined)
  t.equal((await row('d'))?.state, 'prepared', 'a kind without a handler is left alone')
})

test('TransientError: again after the backoff, or after what the other side said', async t => {
  const { prepare, row, start } = await open(t)
  const { handler, log } = recorder({
    perform: async (_, { attempts }) => {
      if (attempts === 1) throw new TransientError('busy')
      if (attempts === 2) throw new TransientError('too many', { retryAfterMs: 300 })
      return 1
    },
  })
  await prepare({ kind: 'call', key: 'k', request: {} })
  start(handler)
  await eventually(() => log.includes('perform 2'))
  const since = Date.now()
  t.match(await eventually(async () => (await row('k'))?.error ?? false), /too many|busy/)
  await eventually(() => log.includes('done 1'))
  t.ok(Date.now() - since > 200)
  t.equal((await row('k'))?.error, null)
})

test('RejectedError: failed, once and for all', async t => {
  const { prepare, row, start } = await open(t)
  const { handler, log } = recorder({
    perform: async () => {
      throw new RejectedError('no_pictures', 'none \0 there')
    },
  })
  await prepare({ kind: 'call', key: 'k', request: {} })
  await start(handler).idle()
  t.same(log, ['perform 1', 'failed no_pictures'])
  t.match(await row('k'), { state: 'failed', error: 'no_pictures: none  there' })
})

test('an unknown outcome is never repeated blindly: somebody looks until it is clear', async t => {
  const { prepare, row, start } = await open(t)
  const { handler, log } = recorder({
    perform: async (_, { attempts }) => {
      if (attempts === 1) throw new UnknownOutcomeError('504')
      return 'second'
    },
    resolve: async (_, { looks }) => {
      t.equal((await row('k'))?.state, 'unknown')
      if (looks === 1) throw new TransientError('the vendor is away')
      return null
    },
  })
  await prepare({ kind: 'call', key: 'k', request: {} })
  await start(handler).idle()
  await eventually(() => log.includes('done "second"'))
  t.same(log, ['perform 1', 'resolve 1', 'resolve 2', 'perform 2', 'done "second"'])
})

test('a bug in the handler counts as unknown, is reported, and what the look finds is the result', async t => {
  const { prepare, start } = await open(t)
  const errors: unknown[] = []
  const { handler, log } = recorder({
    perform: async () => {
      throw new TypeError('bug')
    },
    resolve: async () => 'found',
  })
  await prepare({ kind: 'call', key: 'k', request: {} })
  start(handler, { onError: (error, context) => errors.push([String(error), context?.kind]) })
  await eventually(() => log.includes('done "found"'))
  t.same(log, ['perform 1', 'resolve 1', 'done "found"'])
  t.same(errors, [['TypeError: bug', 'call']])
})

test('when the handler cannot write down what was done, it looks again instead of doing it again', async t => {
  const { prepare, row, start } = await open(t)
  let tries = 0
  const { handler, log } = recorder({
    resolve: async () => 'found',
    done: async tx => {
      tries += 1
      if (tries === 1) await tx.query({ name: 'test:broken', text: 'select 1 / 0' }, [])
    },
  })
  await prepare({ kind: 'call', key: 'k', request: {} })
  const runner = start(handler)
  await eventually(async () => (await row('k'))?.state === 'unknown')
  t.match((await row('k'))?.error, /division by zero/)
  await eventually(() => log.includes('done "found"'), { timeoutMs: 5000 })
  await runner.idle()
  t.equal(log.filter(line => line.startsWith('perform')).length, 1)
  t.equal((await row('k'))?.state, 'done')
})

test('the deadline: too late to begin, too late to go on, and one last look', async t => {
  const { prepare, row, start } = await open(t)
  const past = new Date(Date.now() - 1000)
  const soon = new Date(Date.now() + 300)
  const { handler, log } = recorder({
    perform: async () => {
      throw new TransientError('busy')
    },
    backoff: () => 60_000,
  })
  await prepare(
    { kind: 'call', key: 'past', request: {}, deadline: past },
    { kind: 'call', key: 'soon', request: {}, deadline: soon },
  )
  start(handler)
  await eventually(async () => (await row('past'))?.state === 'failed')
  t.match((await row('past'))?.attempts, 0)
  await eventually(async () => (await row('soon'))?.state === 'failed', { timeoutMs: 3000 })
  t.match(await row('soon'), { attempts: 1, error: /deadline/ })
  t.equal(log.filter(line => line === 'failed deadline').length, 2)
})

test('a process that died while calling: its lease ends, then somebody looks (F6)', async t => {
  const { db, prepare, row, start } = await open(t)
  await prepare({ kind: 'call', key: 'k', request: {} })
  let finish = () => {}
  const dead = recorder({
    perform: () =>
      new Promise(resolve => {
        finish = () => resolve('late')
      }),
  })
  const stuck = createEffectRunner({
    db,
    schema: 'imaging',
    handlers: { call: dead.handler },
    concurrency: 1,
    leaseMs: 60_000,
  })
  await eventually(async () => (await row('k'))?.state === 'calling')
  const stopped = stuck.stop()
  const { handler, log } = recorder({ resolve: async () => 'found' })
  const runner = start(handler)
  await runner.idle()
  t.same(log, [], 'its lease holds')
  await db.pool.query(`update imaging.effects set lease_until = now() where key = 'k'`)
  await eventually(() => log.includes('done "found"'))
  t.same(log, ['resolve 1', 'done "found"'])
  finish()
  await stopped
  t.same(dead.log, ['perform 1'], 'and if it was only slow, its late result is dropped')
})

test('the heartbeat keeps a long call, so that two runners never hold one effect', async t => {
  const { prepare, start } = await open(t)
  const inside = new Map<string, number>()
  const { handler, log } = recorder({
    perform: async (_, { key }) => {
      inside.set(key, (inside.get(key) ?? 0) + 1)
      t.equal(inside.get(key), 1)
      await sleep(key === 'long' ? 900 : 20)
      inside.set(key, inside.get(key)! - 1)
    },
  })
  await prepare({ kind: 'call', key: 'long', request: {} })
  await prepare(...Array.from({ length: 40 }, (_, n) => ({ kind: 'call', key: `k${n}`, request: {} })))
  const runners = [1, 2, 3].map(() => start(handler, { leaseMs: 300, pollMs: 20 }))
  await Promise.all(runners.map(runner => runner.idle()))
  await eventually(() => log.filter(line => line.startsWith('done')).length === 41)
  t.equal(log.filter(line => line.startsWith('perform')).length, 41)
  t.equal(log.filter(line => line.startsWith('resolve')).length, 0)
})

test('concurrency bounds what runs at once and is used', async t => {
  const { prepare, start } = await open(t)
  let inside = 0
  let most = 0
  const { handler } = recorder({
    perform: async () => {
      inside += 1
      most = Math.max(most, inside)
      await sleep(20)
      inside -= 1
    },
  })
  await prepare(...Array.from({ length: 20 }, (_, n) => ({ kind: 'call', key: `k${n}`, request: {} })))
  await start(handler, { concurrency: 5 }).idle()
  t.equal(most, 5)
})

test('runAt waits, wake looks at once, wakeEffect makes it due', async t => {
  const { db, prepare, start } = await open(t)
  const { handler, log } = recorder()
  const runner = start(handler, { pollMs: 60_000 })
  await runner.idle()
  await prepare({ kind: 'call', key: 'later', request: {}, runAt: new Date(Date.now() + 60_000) })
  await runner.idle()
  t.same(log, [])
  await wakeEffect(db, 'imaging', 'call', 'later')
  runner.wake()
  await eventually(() => log.includes('done "result"'), { timeoutMs: 2000 })
})

test('stop waits for what runs, and takes nothing more', async t => {
  const { prepare, row, start } = await open(t)
  const { handler, log } = recorder({ perform: () => sleep(200) })
  await prepare({ kind: 'call', key: 'a', request: {} }, { kind: 'call', key: 'b', request: {} })
  const runner = start(handler, { concurrency: 1 })
  await eventually(() => log.length === 1)
  await runner.stop()
  t.equal(log.filter(line => line.startsWith('done')).length, 1)
  t.same([(await row('a'))?.state, (await row('b'))?.state].sort(), ['done', 'prepared'])
})
