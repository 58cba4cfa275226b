import { RejectedError, TransientError } from '@astria-bot/contracts'
import { test } from 'tap'
import { asTransient } from './as-transient.ts'

const withCode = (code: string) => Object.assign(new Error('x'), { code })

test('what may work later becomes a TransientError that keeps its cause', async t => {
  const codes = [
    '40P01',
    '40001',
    '57P01',
    '57P02',
    '57P03',
    '08006',
    '08003',
    '28P01',
    '28000',
    '3D000',
    '53300',
    '53100',
    '55P03',
    '57014',
    '25P03',
    'ECONNREFUSED',
    'ECONNRESET',
  ]
  for (const code of codes) {
    const error = withCode(code)
    const mapped = asTransient(error)
    t.ok(mapped instanceof TransientError, code)
    t.equal((mapped as Error).cause, error)
  }
  const words = ['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout']
  for (const text of words) t.ok(asTransient(new Error(text)) instanceof TransientError, text)
})

test('a cause further down counts: drizzle wraps the error of the driver', async t => {
  t.ok(asTransient(new Error('Failed query', { cause: withCode('40P01') })) instanceof TransientError)
})

test('everything else stays as it is', async t => {
  for (const error of [
    withCode('23505'),
    withCode('22P05'),
    withCode('42P01'),
    new Error('x'),
    'text',
    null,
    undefined,
  ]) {
    t.equal(asTransient(error), error)
  }
  const rejected = new RejectedError('code', 'no', { cause: withCode('40P01') })
  t.equal(asTransient(rejected), rejected, 'a verdict that was already given')
})
