import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'tap'
import { createLoop } from './loop.ts'

const hour = 3_600_000

test('turns never overlap, and calls during a turn are gathered into one more', async t => {
  let turns = 0
  let inside = 0
  const loop = createLoop({
    everyMs: hour,
    onError: error => t.fail(String(error)),
    turn: async () => {
      inside += 1
      t.equal(inside, 1)
      turns += 1
      await sleep(10)
      inside -= 1
    },
  })
  const first = loop.next()
  for (let n = 0; n < 100; n += 1) loop.ask()
  await first
  await loop.next()
  t.ok(turns <= 3, `${turns} turns`)
  await loop.stop()
})

test('next resolves with a turn that began after the call', async t => {
  let seen = 0
  let value = 0
  const loop = createLoop({
    everyMs: hour,
    onError: error => t.fail(String(error)),
    turn: async () => {
      const read = value
      await sleep(5)
      seen = read
    },
  })
  for (let n = 1; n <= 20; n += 1) {
    value = n
    await loop.next()
    t.equal(seen, n)
  }
  await loop.stop()
})

test('an ask in the moment between two turns is not lost', async t => {
  let turns = 0
  const loop = createLoop({
    everyMs: hour,
    onError: () => {},
    turn: async () => {
      turns += 1
    },
  })
  for (let n = 0; n < 50; n += 1) {
    const before = turns
    loop.ask()
    for (let ticks = 0; ticks < n % 8; ticks += 1) await Promise.resolve()
    loop.ask()
    await sleep(1)
    t.ok(turns > before)
  }
  await loop.stop()
})

test('after a failure it goes on with growing pauses, and next waits for a success', async t => {
  let turns = 0
  const errors: unknown[] = []
  const loop = createLoop({
    everyMs: 5,
    onError: error => errors.push(error),
    turn: async () => {
      turns += 1
      if (turns <= 3) throw new Error(`turn ${turns}`)
    },
  })
  await loop.next()
  t.equal(errors.length, 3)
  await loop.stop()
})

test('stop lets the turn end and answers who waits', async t => {
  let ended = false
  const loop = createLoop({
    everyMs: hour,
    onError: () => {},
    turn: async () => {
      await sleep(30)
      ended = true
    },
  })
  const waiting = loop.next()
  await sleep(10)
  await loop.stop()
  t.ok(ended)
  await waiting
  await loop.next()
})
