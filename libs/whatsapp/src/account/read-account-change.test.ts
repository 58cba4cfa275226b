import { readFileSync } from 'node:fs'
import { accountChanged, type DataOf, isEvent } from '@astria-bot/contracts'
import fc from 'fast-check'
import { test } from 'tap'
import { parseWebhook } from '../webhook/parse-webhook.ts'
import { readAccountChange } from './read-account-change.ts'

const now = new Date('2026-11-21T10:00:30.000Z')
const change = (field: string, value: unknown) =>
  readAccountChange({ account: '1', field, at: now.toISOString(), value } as DataOf<typeof accountChanged>)

/** What the events of a sample webhook tell. */
function told(name: string) {
  const parsed = parseWebhook(readFileSync(new URL(`../../test-fixtures/${name}.json`, import.meta.url)), now)
  return (parsed.ok ? parsed.events : []).map(event =>
    isEvent(accountChanged, event) ? readAccountChange(event.data) : event.type,
  )
}

test('templates: state, quality, category', async t => {
  t.same(told('field-template-status'), [
    { kind: 'template_status', templateId: '7310000000000001', name: 'ready', language: 'en_US', status: 'APPROVED' },
  ])
  t.match(told('field-template-quality'), [{ kind: 'template_quality', quality: 'YELLOW', previous: 'GREEN' }])
  const named = { message_template_id: 7, message_template_name: 'a', message_template_language: 'he' }
  t.same(change('template_category_update', { ...named, previous_category: 'UTILITY', new_category: 'MARKETING' }), {
    kind: 'template_category',
    templateId: '7',
    name: 'a',
    language: 'he',
    category: 'marketing',
    previous: 'utility',
  })
  t.match(
    change('message_template_status_update', {
      ...named,
      event: 'REJECTED',
      reason: 'INVALID_FORMAT',
      rejection_info: { reason: 'parameters side by side' },
    }),
    { status: 'REJECTED', reason: 'INVALID_FORMAT: parameters side by side' },
  )
  t.match(
    change('message_template_status_update', { ...named, event: 'PAUSED', other_info: { title: 'FIRST_PAUSE' } }),
    {
      status: 'PAUSED',
      reason: 'FIRST_PAUSE',
    },
  )
  t.same(change('message_template_components_update', named), {
    kind: 'template_components',
    templateId: '7',
    name: 'a',
    language: 'he',
  })
})

test('numbers and accounts', async t => {
  t.match(told('field-number-quality'), [
    { kind: 'number_quality', event: 'FLAGGED', displayNumber: '15550109001', tier: 'TIER_2K' },
  ])
  t.same(told('field-business-capability'), [{ kind: 'capability', dailyPeople: '2000', maxNumbers: 25 }])
  t.match(told('field-account-update'), [{ kind: 'account', stopsSending: true, alarming: true, reason: 'DISABLE' }])
  const account = (value: object) => change('account_update', value)
  t.match(account({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }), {
    stopsSending: false,
    alarming: false,
  })
  t.match(account({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } }), {
    stopsSending: false,
    alarming: true,
  })
  t.match(account({ event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } }), {
    stopsSending: false,
    alarming: true,
    reason: 'SPAM',
  })
  t.match(
    account({ event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'X', expiration: 1795668800 }, 1] }),
    { restrictions: [{ type: 'X', until: '2026-11-26T04:53:20.000Z' }, { type: 'UNKNOWN' }] },
  )
  t.match(account({ event: 'PARTNER_ADDED' }), { stopsSending: false, alarming: false })
})

test('people: preferences, calls, answers from the phone app', async t => {
  t.match(told('field-user-preferences'), [
    { kind: 'preference', userId: 'IL.11111111111111111101', phone: '972500000101', choice: 'stop', at: /^2026-/ },
    { kind: 'preference', userId: 'IL.11111111111111111103', choice: 'resume' },
  ])
  t.match(told('field-calls'), [{ kind: 'call', callId: 'wacid.1', event: 'connect', byCustomer: true, phone: /^972/ }])
  t.match(change('calls', { id: 'c', direction: 'BUSINESS_INITIATED', to: '+972500000101', event: 'terminate' }), {
    byCustomer: false,
    phone: '972500000101',
  })
  t.match(told('field-message-echoes'), [
    { kind: 'echo', phone: '972500000101', messageId: /^wamid/, content: { type: 'text', body: 'a person answers' } },
  ])
  t.match(told('field-value-errors'), [{ kind: 'error', code: 130429, title: 'Rate limit hit' }])
})

test("Meta's warnings, its review of the account, and changes of the number's PIN", async t => {
  t.same(told('field-account-alerts'), [
    { kind: 'account_alert', type: 'OBA_APPROVED', severity: 'WARNING', status: 'ACTIVE' },
  ])
  t.same(told('field-account-review'), [{ kind: 'account_review', decision: 'APPROVED' }])
  t.same(told('field-security'), [{ kind: 'number_security', event: 'PIN_CHANGED', displayNumber: '15550109001' }])
  for (const field of ['account_alerts', 'account_review_update', 'security']) {
    t.same(change(field, { event: 1 }), { kind: 'other' }, field)
  }
})

test('groups, and what nobody knows', async t => {
  t.match(change('group_lifecycle_update', { groups: [{ group_id: 'g', type: 'group_create' }] }), {
    kind: 'group',
    event: 'group_create',
    groupId: 'g',
  })
  t.same(told('field-unknown'), [{ kind: 'other' }])
  t.same(change('__proto__', {}), { kind: 'other' })
  t.same(change('smb_message_echoes', { id: 'x', timestamp: '1', type: 'text' }), { kind: 'other' }, 'half an echo')
})

test('whatever a field holds, nothing throws', async () => {
  const field = fc.constantFrom(
    'message_template_status_update',
    'phone_number_quality_update',
    'business_capability_update',
    'account_update',
    'account_alerts',
    'account_review_update',
    'security',
    'user_preferences',
    'calls',
    'smb_message_echoes',
    'errors',
    'group_status_update',
  )
  fc.assert(fc.property(field, fc.jsonValue(), (name, value) => change(name, value).kind.length > 0))
})
