import { createDatabase } from '@astria-bot/testing'
import { test } from 'tap'
import { connect, forgetEvents, rememberEvents } from './index.ts'

test('the inbox', async t => {
  const { url, drop } = await createDatabase()
  const db = connect({ url, name: 'test', max: 8 })
  t.teardown(async () => {
    await db.close()
    await drop()
  })

  await t.test('an id is new once per consumer, also within a batch', async t => {
    t.same(await rememberEvents(db, 'messaging', 'one', ['a', 'b', 'a']), new Set(['a', 'b']))
    t.same(await rememberEvents(db, 'messaging', 'one', ['b', 'c']), new Set(['c']))
    t.same(await rememberEvents(db, 'messaging', 'two', ['a']), new Set(['a']))
    t.same(await rememberEvents(db, 'imaging', 'one', ['a']), new Set(['a']))
    t.same(await rememberEvents(db, 'imaging', 'one', []), new Set())
  })

  await t.test('a transaction that fails forgets it again', async t => {
    const failing = db.transaction(async tx => {
      await rememberEvents(tx, 'messaging', 'three', ['a'])
      throw new Error('no')
    })
    await t.rejects(failing)
    t.same(await rememberEvents(db, 'messaging', 'three', ['a']), new Set(['a']))
  })

  await t.test('many at once, in any order: each id is new to exactly one, and nobody deadlocks', async t => {
    const ids = Array.from({ length: 3000 }, (_, n) => `id-${n}`)
    // All connections are open beforehand, so that the statements really meet.
    await Promise.all(
      Array.from({ length: 8 }, () => db.transaction(tx => tx.query({ name: 't', text: 'select pg_sleep(0.2)' }, []))),
    )
    const rounds = Array.from({ length: 24 }, () =>
      db.transaction(tx =>
        rememberEvents(
          tx,
          'payments',
          'many',
          [...ids].sort(() => Math.random() - 0.5),
        ),
      ),
    )
    const fresh = (await Promise.all(rounds)).flatMap(found => [...found])
    t.same(fresh.sort(), [...ids].sort())
  })

  await t.test('old keys are forgotten in chunks, young ones stay, also with two at it', async t => {
    const ids = Array.from({ length: 25 }, (_, n) => `old-${n}`)
    await rememberEvents(db, 'automation', 'old', ids)
    await db.pool.query(`update automation.inbox set received_at = now() - interval '50 days' where consumer = 'old'`)
    await rememberEvents(db, 'automation', 'old', ['young'])
    const forgetAll = async () => {
      let total = 0
      for (let n = 1; n > 0; total += n) n = await forgetEvents(db, 'automation', 45, 10)
      return total
    }
    const [one, two] = await Promise.all([forgetAll(), forgetAll()])
    t.equal(one! + two!, 25)
    t.same(await rememberEvents(db, 'automation', 'old', ['young', 'old-0']), new Set(['old-0']))
  })
})
