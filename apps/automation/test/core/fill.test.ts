import assert from 'node:assert/strict'
import { fill } from '@astria-bot/automation/core'
import fc from 'fast-check'
import { test } from 'tap'
import { contactOf, factsOf } from './facts-of.ts'

const order = {
  orderId: 'o1',
  state: 'awaiting_payment' as const,
  tier: 'lite',
  packTitle: 'Vikings',
  amountMinor: 4990,
  currency: 'ILS',
  placedAtMs: 0,
}
const checkout = {
  type: 'system_event' as const,
  atMs: 0,
  event: 'checkout_opened' as const,
  key: 'o1',
  orderId: 'o1',
  about: { url: 'https://pay.example/o1' },
}

test('variables take the value, the fallback, or are told as missing', async t => {
  const facts = factsOf({
    contact: contactOf({ name: 'Dana', tags: ['a', 'b'], attributes: { visits: 3, empty: '', gone: null } }),
  })
  const filled = (text: string) => fill(text, facts)
  t.strictSame(filled('Hi {{contact.name}}!'), { value: 'Hi Dana!', missing: [] })
  t.strictSame(filled('{{ contact.username | friend }}'), { value: 'friend', missing: [] })
  t.strictSame(filled('{{contact.username|}}.'), { value: '.', missing: [] }, 'an empty fallback is one')
  t.strictSame(filled('{{contact.username}}'), { value: '', missing: ['contact.username'] })
  t.strictSame(
    filled('{{contact.attributes.visits}} {{contact.attributes.empty|-}} {{contact.attributes.gone|-}}').value,
    '3 - -',
  )
  t.strictSame(filled('{{contact.tags}}').value, 'a, b')
  t.strictSame(filled('{{nope|x}} {{constructor|x}} {{contact.attributes.constructor|x}}').value, 'x x x')
  t.strictSame(filled('no variables { } {{').value, 'no variables { } {{')
})

test('every text of a message is filled, and nothing else', async t => {
  const facts = factsOf({ contact: contactOf({ name: 'Dana' }), orders: [order], occasion: checkout })
  const message = {
    type: 'link',
    body: '{{event.order.packTitle}} for {{event.order.amount}}',
    url: '{{event.url}}',
    header: { type: 'text', text: '{{contact.name}}' },
    list: [1, true, null, '{{event.order.tier}}'],
    '{{contact.name}}': 'key',
  }
  t.strictSame(fill(message, facts), {
    value: {
      type: 'link',
      body: 'Vikings for ₪49.90',
      url: 'https://pay.example/o1',
      header: { type: 'text', text: 'Dana' },
      list: [1, true, null, 'lite'],
      '{{contact.name}}': 'key',
    },
    missing: [],
  })
})

test('a rating tells its stars and its order', async t => {
  const rated = {
    type: 'system_event' as const,
    atMs: 0,
    event: 'rated_below_4' as const,
    key: 'o1',
    orderId: 'o1',
    about: { stars: 2 },
  }
  const { value } = fill(
    '{{event.stars}} for {{event.order.packTitle|it}}',
    factsOf({ orders: [order], occasion: rated }),
  )
  t.equal(value, '2 for Vikings')
})

test("dates are written in the contact's language and zone", async t => {
  const models = [{ tuneId: '1', className: 'man', trainedAtMs: 0, expiresAtMs: Date.parse('2026-12-31T22:30:00Z') }]
  const written = (language: 'en' | 'he', zone: string) =>
    fill('{{model.expiresAt}}', factsOf({ models, zone, contact: contactOf({ language }) })).value
  t.equal(written('en', 'UTC'), '31 December 2026')
  t.equal(written('en', 'Asia/Jerusalem'), '1 January 2027')
  t.equal(written('he', 'Asia/Jerusalem'), '1 בינואר 2027')
})

test('a name of a stranger stays on its line, turns no direction, and is not filled again', async t => {
  const named = (name: string) => fill('Hi {{contact.name|you}}.', factsOf({ contact: contactOf({ name }) })).value
  t.equal(named('A\n\n\tB     C'), 'Hi A B C.')
  t.equal(named('\u202eabc\u2069'), 'Hi abc.')
  t.equal(named('{{contact.language}}'), 'Hi {{contact.language}}.')
  t.equal(named('$& $1'), 'Hi $& $1.')
  t.equal(named('\u2066\u2069'), 'Hi you.', 'and what is nothing takes the fallback')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), name => {
      assert.match(named(name), /^Hi [^\n\r\t\u202e]+\.$/u)
    }),
  )
})
