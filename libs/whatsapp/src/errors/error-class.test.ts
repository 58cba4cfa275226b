import { test } from 'tap'
import { classify, isOptOut } from './error-class.ts'

test('codes of the page "Error codes" by what to do', async t => {
  const expected: readonly [string, readonly number[]][] = [
    ['transient', [1, 2, 131000, 131016, 133004, 131057]],
    ['rate_pair', [131056]],
    ['rate_number', [130429, 133016]],
    ['rate_account', [4, 80007]],
    ['park', [131048, 131049, 131064, 132069]],
    ['window_closed', [131047]],
    ['recipient', [131026, 131021, 131030, 131050, 130472, 131062]],
    ['identity', [137000]],
    ['request', [100, 33, 131008, 131009, 131051, 135000, 132000, 132001, 132015, 132016, 131063]],
    ['media', [131052, 131053]],
    ['account', [0, 190, 3, 10, 200, 250, 299, 131005, 368, 131031, 130497, 131037, 131042, 131045, 133010]],
    ['unknown', [5, 199, 300, 999999, -1]],
  ]
  for (const [name, codes] of expected) for (const code of codes) t.equal(classify(code, 400), name, `${code}`)
})

test("Twilio's codes", async t => {
  const expected = { 63016: 'window_closed', 63018: 'rate_number', 20429: 'rate_account', 63038: 'park' } as const
  for (const [code, name] of Object.entries(expected)) t.equal(classify(Number(code), 400), name, code)
  for (const code of [63024, 21610]) t.equal(classify(code, 400), 'recipient')
  for (const code of [63003, 20003]) t.equal(classify(code, 401), 'account')
  t.same([131050, 21610, 131026, null, undefined].map(isOptOut), [true, true, false, false, false])
})

test('without a code, the HTTP status says a little', async t => {
  t.equal(classify(undefined, 401), 'account')
  t.equal(classify(undefined, 429), 'rate_number')
  t.equal(classify(undefined, 404), 'unknown')
  t.equal(classify(131047, 401), 'window_closed', 'the code decides, not the status')
})
