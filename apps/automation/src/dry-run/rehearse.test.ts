import { test } from 'tap'
import { examples, type Occasion, type SystemOccasion } from '../core/index.ts'
import type { ContactFacts } from '../facts/load-facts.ts'
import { rehearse } from './rehearse.ts'

const nowMs = Date.parse('2026-11-21T12:00:00Z')
const orderId = '018f0000-0000-7000-8000-0000000000aa'
const known: ContactFacts = {
  contactId: '018f0000-0000-7000-8000-000000000001',
  contact: {
    contactId: '018f0000-0000-7000-8000-000000000001',
    channel: '100',
    version: 1,
    keys: ['key-1'],
    name: 'Dana',
    language: 'en',
    timeZone: 'Asia/Jerusalem',
    birthday: '1990-11-21',
    tags: [],
    attributes: {},
    optedOut: false,
    state: 'NEW',
    handedOver: false,
    createdAt: '2026-11-01T08:00:00.000Z',
  },
  orders: [
    {
      orderId,
      state: 'awaiting_payment',
      tier: 'lite',
      packTitle: 'Vikings',
      amountMinor: 4900,
      currency: 'ILS',
      placedAtMs: nowMs - 3 * 3_600_000,
    },
  ],
  models: [{ tuneId: '7', className: 'man', trainedAtMs: 0, expiresAtMs: Date.parse('2026-11-24T09:00:00Z') }],
  wroteAt: null,
}
const event = (name: SystemOccasion['event'], about: SystemOccasion['about'] = {}): SystemOccasion => ({
  type: 'system_event',
  atMs: nowMs,
  event: name,
  key: orderId,
  orderId,
  about,
})
const message: Occasion = {
  type: 'message',
  atMs: nowMs,
  messageId: 'wamid.1',
  channel: '100',
  kind: 'text',
  text: 'how much?',
  firstOfDay: true,
  keyword: 'how much',
}
const slot = (more: object = {}): Occasion => ({ type: 'slot', atMs: nowMs, key: 'slot:1', ...more })

/** What starts each example, and what the contact would read. */
const expected: Record<string, [Occasion, RegExp[]]> = {
  welcome: [{ type: 'new_contact', atMs: nowMs, channel: '100' }, [/^Hi Dana, nice to have you/]],
  birthday: [slot(), [/birthday_greeting.*en_US.*Dana/]],
  'keyword-reply': [message, [/price stands next to each pack/]],
  'opening-hours': [message, [/Our team answers/]],
  'unpaid-checkout': [
    slot({ event: event('checkout_opened', { url: 'https://pay.example/1' }) }),
    [/Vikings.*₪49.*pay\.example/],
  ],
  'expiring-model': [slot({ tuneId: '7' }), [/until 24 November 2026/]],
  'feedback-thanks': [event('feedback_given'), [/Thank you for taking the time, Dana/, /come_back.*Dana/]],
}

test('each example, rehearsed, says what it is meant to say', async t => {
  t.strictSame(Object.keys(expected).sort(), Object.keys(examples).sort())
  for (const [name, [occasion, messages]] of Object.entries(expected)) {
    const automation = examples[name]
    if (!automation) throw new Error(name)
    const stored = { automationId: name, version: 1, automation }
    const { messages: said } = rehearse({ stored, facts: known, occasion, occurrence: 'x', chain: [] }, nowMs)
    t.equal(said.length, messages.length, name)
    for (const [index, words] of messages.entries()) t.match(text(said[index]?.content), words, name)
  }
})

test('a rehearsal tells the times of its messages, also over a wait of a month', async t => {
  const automation = examples['feedback-thanks']
  if (!automation) throw new Error('feedback-thanks')
  const silent = { ...known, orders: [] }
  const stored = { automationId: 'x', version: 1, automation }
  const run = { stored, facts: silent, occasion: event('feedback_given'), occurrence: 'x', chain: [] }
  const { messages, end } = rehearse(run, nowMs)
  t.strictSame(
    messages.map(({ at }) => at),
    // 14:00 in Jerusalem, and at eleven on the day after the month is over.
    ['2026-11-21T12:00:00.000Z', '2026-12-22T09:00:00.000Z'],
  )
  t.equal(end, 'completed')
  const left = rehearse({ ...run, facts: { ...silent, contact: { ...known.contact, optedOut: true } } }, nowMs)
  t.match(left.steps.at(-1), { action: 'send_template', state: 'skipped', reason: 'opted_out' })
})

/** Everything of a message in one line. */
function text(content: unknown): string {
  const { body } = content as { body?: unknown }
  return typeof body === 'string' && !JSON.stringify(content).includes('http') ? body : JSON.stringify(content)
}
