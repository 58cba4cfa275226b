import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Event } from '@astria-bot/contracts'
import { createDatabase, eventually } from '@astria-bot/testing'
import { type Test, test } from 'tap'
import { connect, createOutboxPublisher, enqueueEvents } from './index.ts'

const event = (id: string, data: unknown = {}): Event => ({
  specversion: '1.0',
  id,
  source: 'test',
  type: 'picture.submitted.v1',
  time: '2026-11-20T10:00:00.000Z',
  subject: 'contact',
  data,
})

async function open(t: Test) {
  const { url, drop } = await createDatabase()
  const db = connect({ url, name: 'test', max: 8 })
  t.teardown(async () => {
    await db.close()
    await drop()
  })
  const left = async () => Number((await db.pool.query('select count(*) as n from messaging.outbox')).rows[0].n)
  const enqueue = (...ids: string[]) =>
    db.transaction(tx =>
      enqueueEvents(
        tx,
        'messaging',
        ids.map(id => event(id)),
      ),
    )
  return { url, db, left, enqueue }
}

test('what was committed is published once, in order, and as it was', async t => {
  const { db, left } = await open(t)
  const published: Event[] = []
  const publish = async (events: readonly Event[]) => void published.push(...events)
  const publisher = createOutboxPublisher({ db, schema: 'messaging', publish, onError: error => t.fail(String(error)) })
  const strange = event('strange', { text: 'null \0, half \ud800, שלום, "quotes" \\ {}', list: [null, 1.5, {}] })
  await db.transaction(tx => enqueueEvents(tx, 'messaging', [strange]))
  // 1200 is more than two rounds take.
  const ids = Array.from({ length: 1200 }, (_, n) => `id-${n}`)
  await db.transaction(tx =>
    enqueueEvents(
      tx,
      'messaging',
      ids.map(id => event(id)),
    ),
  )
  const rejected = db.transaction(async tx => {
    await enqueueEvents(tx, 'messaging', [event('rejected')])
    throw new Error('no')
  })
  await t.rejects(rejected)
  publisher.flush()
  await publisher.flushed()
  t.same(published[0], strange)
  t.same(
    published.slice(1).map(({ id }) => id),
    ids,
  )
  t.equal(await left(), 0)
  await publisher.stop()
})

test('a later commit with a lower id is not skipped', async t => {
  const { db } = await open(t)
  const published: string[] = []
  const publish = async (events: readonly Event[]) => void published.push(...events.map(({ id }) => id))
  const publisher = createOutboxPublisher({ db, schema: 'messaging', publish })
  await db.transaction(async tx => {
    await enqueueEvents(tx, 'messaging', [event('low')])
    await db.transaction(other => enqueueEvents(other, 'messaging', [event('high')]))
    await publisher.flushed()
    t.same(published, ['high'])
  })
  await publisher.flushed()
  t.same(published, ['high', 'low'])
  await publisher.stop()
})

test('several publishers take turns: nothing twice, the order stays', async t => {
  const { db, enqueue, left } = await open(t)
  const published: string[] = []
  let inside = 0
  const publish = async (events: readonly Event[]) => {
    inside += 1
    t.equal(inside, 1)
    await sleep(3)
    published.push(...events.map(({ id }) => id))
    inside -= 1
  }
  const publishers = [1, 2, 3].map(() => createOutboxPublisher({ db, schema: 'messaging', publish, sweepMs: 20 }))
  for (let n = 0; n < 40; n += 1) {
    await enqueue(`${n}-a`, `${n}-b`)
    publishers[n % 3]!.flush()
  }
  await Promise.all(publishers.map(publisher => publisher.flushed()))
  t.equal(await left(), 0)
  t.same(published, Array.from({ length: 40 }, (_, n) => [`${n}-a`, `${n}-b`]).flat())
  await Promise.all(publishers.map(publisher => publisher.stop()))
})

test('while publishing fails everything stays; then the sweeper sends it unasked', async t => {
  const { db, enqueue, left } = await open(t)
  let broken = true
  const errors: unknown[] = []
  const published: string[] = []
  const publish = async (events: readonly Event[]) => {
    if (broken) throw new Error('the stream is away')
    published.push(...events.map(({ id }) => id))
  }
  const onError = (error: unknown) => void errors.push(error)
  const publisher = createOutboxPublisher({ db, schema: 'messaging', publish, onError, sweepMs: 20 })
  await enqueue('one', 'two')
  publisher.flush()
  await eventually(() => errors.length >= 2)
  t.equal(await left(), 2)
  broken = false
  await eventually(() => published.length === 2)
  t.same(published, ['one', 'two'])
  await eventually(async () => (await left()) === 0)
  await publisher.stop()
})

test('killed before or after publishing, the next process goes on: nothing lost (F3)', async t => {
  const { url, db, enqueue, left } = await open(t)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'astria-outbox-'))
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'published')
  fs.writeFileSync(file, '')
  const program = `
    import fs from 'node:fs'
    import { connect, createOutboxPublisher } from '@astria-bot/store'
    const db = connect({ url: ${JSON.stringify(url)}, name: 'killed' })
    const publish = async events => fs.appendFileSync(${JSON.stringify(file)}, events.map(e => e.id + '\\n').join(''))
    const crash = point => { if (point === process.env.CRASH_AT) process.kill(process.pid, 'SIGKILL') }
    createOutboxPublisher({ db, schema: 'messaging', publish, crash, sweepMs: 20 })`
  const runUntilKilled = async (crashAt: string) => {
    const env = { ...process.env, CRASH_AT: crashAt }
    const args = ['--input-type=module', '-e', program]
    const child = spawn(process.execPath, args, { cwd: path.join(import.meta.dirname, '..'), env, stdio: 'inherit' })
    const [, signal] = await once(child, 'exit')
    t.equal(signal, 'SIGKILL')
  }
  const published = () => fs.readFileSync(file, 'utf8').trim().split('\n').filter(Boolean)

  await enqueue('one', 'two')
  await runUntilKilled('outbox:before-publish')
  t.same(published(), [])
  await runUntilKilled('outbox:after-publish')
  t.same(published(), ['one', 'two'])
  t.equal(await left(), 2, 'published, but nobody knows: it comes again and the inbox absorbs it')
  const publish = async (events: readonly Event[]) =>
    fs.appendFileSync(file, events.map(({ id }) => `${id}\n`).join(''))
  const publisher = createOutboxPublisher({ db, schema: 'messaging', publish })
  await publisher.flushed()
  t.same(published(), ['one', 'two', 'one', 'two'])
  t.equal(await left(), 0)
  await publisher.stop()
})
