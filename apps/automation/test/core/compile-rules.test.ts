import { Automation, compileRules, type MessageOccasion, type Occasion } from '@astria-bot/automation/core'
import { test } from 'tap'
import { contactOf } from './facts-of.ts'

const rule = (automationId: string, trigger: unknown, more: object = {}) => ({
  automationId,
  automation: Automation.parse({
    name: automationId,
    trigger,
    steps: [{ id: 'log', type: 'log', text: 'x' }],
    ...more,
  }),
})
const message = (more: Partial<MessageOccasion> = {}): MessageOccasion => ({
  type: 'message',
  // A Saturday, 20:00 in Jerusalem.
  atMs: Date.parse('2026-11-21T18:00:00Z'),
  messageId: 'wamid.1',
  channel: '100',
  kind: 'text',
  text: 'hi there',
  firstOfDay: false,
  ...more,
})
const idsFor = (rules: ReturnType<typeof rule>[], occasion: Occasion, contact = contactOf()) =>
  compileRules(rules)(occasion, contact).map(({ stored }) => stored.automationId)

test('each trigger waits for its own occasion', async t => {
  const triggers: Record<string, { trigger: unknown; fits: Occasion; not: Occasion }> = {
    new: {
      trigger: { type: 'new_contact', channels: ['100'] },
      fits: { type: 'new_contact', atMs: 0, channel: '100' },
      not: { type: 'new_contact', atMs: 0, channel: '200' },
    },
    kinds: { trigger: { type: 'message', kinds: ['image'] }, fits: message({ kind: 'image' }), not: message() },
    states: {
      trigger: { type: 'message', states: ['NEW'] },
      fits: message(),
      not: { type: 'new_contact', atMs: 0, channel: '100' },
    },
    first: { trigger: { type: 'message', firstOfDay: true }, fits: message({ firstOfDay: true }), not: message() },
    closed: {
      trigger: {
        type: 'message',
        outsideHours: { timeZone: 'Asia/Jerusalem', weekly: [{ days: ['saturday'], from: '09:00', to: '20:00' }] },
      },
      fits: message(),
      not: message({ atMs: Date.parse('2026-11-21T17:59:00Z') }),
    },
    keyword: {
      trigger: { type: 'keyword', keywords: [{ text: 'HI', match: 'starts_with' }] },
      fits: message(),
      not: message({ text: 'bye' }),
    },
    paid: {
      trigger: { type: 'system_event', event: 'order_paid' },
      fits: { type: 'system_event', atMs: 0, event: 'order_paid', key: '1', about: {} },
      not: { type: 'system_event', atMs: 0, event: 'order_placed', key: '1', about: {} },
    },
    tagged: {
      trigger: { type: 'contact_changed', tagAdded: 'vip' },
      fits: { type: 'contact_changed', atMs: 0, key: '1', tagsAdded: ['vip'], attributesSet: [] },
      not: { type: 'contact_changed', atMs: 0, key: '1', tagsAdded: ['new'], attributesSet: ['vip'] },
    },
    attribute: {
      trigger: { type: 'contact_changed', attribute: 'city' },
      fits: { type: 'contact_changed', atMs: 0, key: '1', tagsAdded: [], attributesSet: ['city'] },
      not: { type: 'contact_changed', atMs: 0, key: '1', tagsAdded: ['city'], attributesSet: [] },
    },
    manual: { trigger: { type: 'manual' }, fits: { type: 'manual', atMs: 0, key: '1' }, not: message() },
  }
  const rules = Object.entries(triggers).map(([name, { trigger }]) => rule(name, trigger))
  for (const [name, { fits, not }] of Object.entries(triggers)) {
    t.ok(idsFor(rules, fits).includes(name), `${name} fits`)
    t.notOk(idsFor(rules, not).includes(name), `${name} does not`)
  }
  t.notOk(idsFor(rules, message(), contactOf({ state: 'TUNE_READY' })).includes('states'))
})

test('the higher priority first, and the occasion names the keyword', async t => {
  const rules = [
    rule('b', { type: 'message' }, { priority: 5 }),
    rule('a', { type: 'message' }, { priority: 5 }),
    rule(
      'c',
      {
        type: 'keyword',
        keywords: [
          { text: 'nope', match: 'exact' },
          { text: 'There', match: 'contains' },
        ],
      },
      { priority: 9 },
    ),
  ]
  t.strictSame(idsFor(rules, message()), ['c', 'a', 'b'])
  const [first] = compileRules(rules)(message(), contactOf())
  t.match(first?.occasion, { keyword: 'There' })
  t.strictSame(idsFor(rules, message({ text: undefined })), ['a', 'b'])
})
