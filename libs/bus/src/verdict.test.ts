import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { test } from 'tap'
import { z } from 'zod'
import { verdict } from './verdict.ts'

test('no error is an acknowledgement', async t => {
  t.same(verdict(undefined, 1, 4), { kind: 'ack' })
})

test('what will never work is dead at once', async t => {
  t.same(verdict(new RejectedError('bad_pack', 'no such pack'), 1, 4), {
    kind: 'dead',
    code: 'bad_pack',
    reason: 'no such pack',
  })
  const { error } = z.string().safeParse(1)
  t.match(verdict(error, 1, 4), { kind: 'dead', code: 'invalid' })
})

test('what the database cannot take is dead at once, a database that is away or busy is not', async t => {
  const failed = (code: string) => Object.assign(new Error('value out of range'), { code })
  for (const code of ['22003', '22P05', '54000']) {
    t.match(verdict(failed(code), 1, 4), { kind: 'dead', code: `sqlstate_${code}`, reason: 'value out of range' })
    const wrapped = new Error('query failed', { cause: failed(code) })
    t.match(verdict(wrapped, 1, 4), { kind: 'dead', code: `sqlstate_${code}` })
  }
  for (const code of ['40001', '40P01', '53300', '57P01', '23505', 'ECONNREFUSED']) {
    t.match(verdict(failed(code), 1, 4), { kind: 'retry' }, code)
  }
})

test('an unexpected error is tried again, slower each time, up to maxDeliver', async t => {
  const delays = [1, 2, 3, 4, 5, 6, 7].map(deliveries => verdict(new Error('oh'), deliveries, 8))
  t.same(
    delays,
    [1, 2, 4, 8, 16, 32, 60].map(seconds => ({ kind: 'retry', delayMs: seconds * 1_000 })),
  )
  t.same(verdict(new Error('oh'), 4, 4), { kind: 'dead', code: 'exhausted', reason: 'oh' })
  t.same(verdict(new Error('oh'), 5, 4), { kind: 'dead', code: 'exhausted', reason: 'oh' })
  t.match(verdict(new UnknownOutcomeError('who knows'), 1, 4), { kind: 'retry' })
  t.same(verdict('no error object', 4, 4), { kind: 'dead', code: 'exhausted', reason: 'no error object' })
})

test('an outage is waited out: short delays, many tries, and the time that the other side named', async t => {
  t.same(verdict(new TransientError('away'), 1, 4), { kind: 'retry', delayMs: 1_000 })
  t.same(verdict(new TransientError('away'), 30, 4), { kind: 'retry', delayMs: 10_000 })
  t.same(verdict(new TransientError('busy', { retryAfterMs: 90_000 }), 2, 4), { kind: 'retry', delayMs: 90_000 })
  t.same(verdict(new TransientError('busy', { retryAfterMs: 0 }), 2, 4), { kind: 'retry', delayMs: 0 })
  t.match(verdict(new TransientError('away'), 799, 4), { kind: 'retry' })
  t.match(verdict(new TransientError('away'), 800, 4), { kind: 'dead', code: 'exhausted' })
})
