import { test } from 'tap'
import { createNumberGate } from './number-gate.ts'

const gate = (ratePerSecond = 10) => createNumberGate({ ratePerSecond, stopMs: 1000, random: () => 0 })

test('a number sends no faster than it may', async t => {
  const g = gate()
  g.take(g.room(0), 0)
  t.equal(g.room(0), 0)
  t.equal(g.room(500), 5)
  t.equal(g.room(60_000), 10, 'what was not used is not saved up')
})

test('too fast: everything waits, longer each time, and those under way count once', async t => {
  const g = gate()
  g.slowDown(0, undefined)
  g.slowDown(1, undefined)
  t.equal(g.room(999), 0)
  t.ok(g.room(1000) > 0)
  g.slowDown(1000, undefined)
  t.equal(g.room(4999), 0)
  t.ok(g.room(5000) > 0)
  g.accepted()
  g.slowDown(6000, undefined)
  t.ok(g.room(7000) > 0)
})

test('refused: one message is tried now and then, until one is accepted', async t => {
  const g = gate()
  for (let n = 0; n < 20; n += 1) g.stop(0)
  t.ok(g.stopped)
  t.equal(g.room(999), 0)
  t.equal(g.room(1000), 1)
  g.take(1, 1000)
  t.equal(g.room(2000), 0, 'one at a time')
  g.stop(1100)
  t.equal(g.room(3000), 0)
  t.equal(g.room(3100), 1)
  g.take(1, 3100)
  g.accepted()
  t.notOk(g.stopped)
  t.ok(g.room(3100) > 1)
})
