import fc from 'fast-check'
import { test } from 'tap'
import { serializeEscaped } from './serialize-escaped.ts'

test('pure ASCII, lower-case escapes, escaped slashes', async t => {
  t.equal(serializeEscaped({ a: 'äöå/👋' }), '{"a":"\\u00e4\\u00f6\\u00e5\\/\\ud83d\\udc4b"}')
})

test('it says the same', async t => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = serializeEscaped(value)
      t.match(text, /^[\x20-\x7e]*$/)
      t.same(JSON.parse(text), JSON.parse(JSON.stringify(value)))
    }),
    { numRuns: 100 },
  )
})
