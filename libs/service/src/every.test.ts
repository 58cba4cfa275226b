import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'tap'
import { every } from './every.ts'

test('runs follow each other, never overlap, and survive an error', async t => {
  let running = 0
  let most = 0
  let runs = 0
  const errors: string[] = []
  const loop = every({
    ms: 1,
    logger: { error: (_fields, message) => void errors.push(message) },
    async run() {
      running += 1
      most = Math.max(most, running)
      runs += 1
      await sleep(5)
      running -= 1
      if (runs === 1) throw new Error('first')
    },
  })
  while (runs < 3) await sleep(2)
  await loop.stop()
  t.equal(running, 0, 'stop waits for the run that is under way')
  const before = runs
  await sleep(20)
  t.equal(runs, before)
  t.equal(most, 1)
  t.equal(errors.length, 1)
})
