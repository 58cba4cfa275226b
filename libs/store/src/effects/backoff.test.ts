import { test } from 'tap'
import { backoff } from './backoff.ts'

test('1, 2, 4 … s, at most 5 min, spread by a quarter', async t => {
  const middle = (attempts: number) => backoff(attempts, () => 0.5)
  t.same([1, 2, 3, 4, 9, 10, 100].map(middle), [1000, 2000, 4000, 8000, 256_000, 300_000, 300_000])
  t.equal(
    backoff(1, () => 0),
    750,
  )
  t.equal(
    backoff(1, () => 1),
    1250,
  )
})
