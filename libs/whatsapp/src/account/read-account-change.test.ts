import { readdirSync, readFileSync } from 'node:fs'
import { AccountChange, accountChanged, isEvent } from '@astria-bot/contracts'
import fc from 'fast-check'
import { test } from 'tap'
import { parseWebhook } from '../webhook/parse-webhook.ts'
import { readAccountChange } from './read-account-change.ts'

const now = new Date('2026-11-21T10:00:30.000Z')
const change = readAccountChange

/** What the events of a sample webhook tell. */
function told(name: string) {
  const parsed = parseWebhook(readFileSync(new URL(`../../test-fixtures/${name}.json`, import.meta.url)), now)
  return (parsed.ok ? parsed.events : []).map(event =>
    isEvent(accountChanged, event) ? event.data.change : event.type,
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
    {
      kind: 'account_alert',
      type: 'OBA_APPROVED',
      severity: 'WARNING',
      status: 'ACTIVE',
      entityType: 'WABA',
      entityId: '309000000000001',
      description: 'A sample',
    },
  ])
  t.same(told('field-account-review'), [{ kind: 'account_review', decision: 'APPROVED' }])
  const info = { alert_type: 'LIMIT', alert_severity: 'critical', alert_status: 'RESOLVED' }
  t.match(change('account_alerts', { entity_type: 'BUSINESS', entity_id: 1, alert_info: info }), {
    type: 'LIMIT',
    severity: 'CRITICAL',
    status: 'RESOLVED',
    entityId: '1',
  })
  t.same(told('field-security'), [
    { kind: 'number_security', event: 'PIN_CHANGED', displayNumber: '15550109001', requester: '61550000000001' },
  ])
})

test('names of a number, forms, ways to pay, partners', async t => {
  t.same(told('field-number-name'), [
    { kind: 'number_name', displayNumber: '15550109001', decision: 'APPROVED', name: 'The Studio' },
  ])
  t.same(told('field-business-username'), [
    { kind: 'business_username', status: 'approved', displayNumber: '15550109001', username: 'the.studio' },
  ])
  t.same(change('business_username_update', { display_phone_number: '+1 555-010-9001', status: 'deleted' }), {
    kind: 'business_username',
    status: 'deleted',
    displayNumber: '15550109001',
  })
  t.same(told('field-flows'), [
    {
      kind: 'flow',
      event: 'FLOW_STATUS_CHANGE',
      flowId: '1',
      status: 'PUBLISHED',
      previous: 'DRAFT',
      message: 'Flow 1 was published',
    },
  ])
  t.same(told('field-payment-configuration'), [
    { kind: 'payment_configuration', name: 'main', provider: 'razorpay', merchantId: 'm1', status: 'Active' },
  ])
  t.same(told('field-partner-solutions'), [
    { kind: 'partner_solution', event: 'SOLUTION_CREATED', solutionId: 's1', status: 'INITIATED' },
  ])
})

test('another user id, and what is done in the phone app', async t => {
  const both = { wa_id: '972500000101', user_id: { previous: 'IL.1', current: 'IL.2' }, timestamp: 1795255200 }
  t.same(change('user_id_update', both), {
    kind: 'user_id',
    phone: '972500000101',
    userId: 'IL.2',
    previousUserId: 'IL.1',
    at: '2026-11-21T10:00:00.000Z',
  })
  t.match(change('user_id_update', { user_id: 'IL.2', previous_user_id: 'IL.1', parent_user_id: 'IL.ENT.1' }), {
    userId: 'IL.2',
    previousUserId: 'IL.1',
    parentUserId: 'IL.ENT.1',
  })
  t.match(told('field-automatic-events'), [
    { kind: 'automatic_event', event: 'LeadSubmitted', messageId: 'wamid.SAMPLE0001==', clickId: 'c1' },
  ])
  t.same(told('field-history'), [
    { kind: 'history', phone: '972500000101', phase: 0, chunk: 1, progress: 100, messages: 1 },
  ])
  t.same(change('history', { errors: [{ code: 2593109, title: 'not shared' }] }), {
    kind: 'history',
    messages: 0,
    declined: 2593109,
  })
  t.match(told('field-app-state-sync'), [
    { kind: 'address_book', action: 'add', phone: '972500000101', name: 'Tamar', at: /^2026-/ },
  ])
})

test('several updates in one field are several events, each in the order of whom it is about', async t => {
  const thread = (id: string) => ({ id, messages: [{ id: 'wamid.1' }, { id: 'wamid.2' }] })
  const history = [{ metadata: { phase: 1, chunk_order: 2, progress: 50 }, threads: [thread('1'), thread('2')] }]
  const groups = ['g1', 'g2'].map(group_id => ({ group_id, type: 'group_suspend', added_participants: [{}, {}] }))
  const calls = [{ id: 'c1', from: '1', event: 'connect' }]
  const statuses = [{ id: 'c2', recipient_id: '2', type: 'call', status: 'RINGING' }]
  const changes = [
    { field: 'history', value: { history } },
    { field: 'group_status_update', value: { groups } },
    { field: 'calls', value: { calls, statuses } },
  ]
  const parsed = parseWebhook(Buffer.from(JSON.stringify({ entry: [{ id: '1', changes }] })), now)
  const events = (parsed.ok ? parsed.events : []).filter(event => isEvent(accountChanged, event))
  t.match(
    events.map(({ data }) => data.change),
    [
      { kind: 'history', phone: '1', phase: 1, chunk: 2, messages: 2 },
      { kind: 'history', phone: '2' },
      { kind: 'group', groupId: 'g1', event: 'group_suspend', people: 2 },
      { kind: 'group', groupId: 'g2' },
      { kind: 'call', callId: 'c1', byCustomer: true, phone: '1', event: 'connect' },
      { kind: 'call', callId: 'c2', byCustomer: false, phone: '2', event: 'ringing', status: 'RINGING' },
    ],
  )
  t.same(events[0]?.data.value, null, 'of old chats no word goes on')
  const [one, two, , , three, four] = events.map(({ subject }) => subject)
  t.same([one, two], [three, four], 'the same person, the same order')
  t.not(one, two)
})

test('groups, and what nobody knows', async t => {
  const group = { group_id: 'g', type: 'group_create', subject: 'Friends', timestamp: 1795255200 }
  t.same(change('group_lifecycle_update', group), {
    kind: 'group',
    event: 'group_create',
    groupId: 'g',
    subject: 'Friends',
    at: '2026-11-21T10:00:00.000Z',
  })
  t.same(told('field-unknown'), [{ kind: 'other' }])
  t.same(change('__proto__', {}), { kind: 'other' })
  t.same(change('smb_message_echoes', { id: 'x', timestamp: '1', type: 'text' }), { kind: 'other' }, 'half an echo')
})

/** Every field that WhatsApp may send beside `messages`. */
const fieldsOfMeta = [
  'account_alerts',
  'account_review_update',
  'account_update',
  'automatic_events',
  'business_capability_update',
  'business_username_update',
  'calls',
  'errors',
  'flows',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
  'history',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'partner_solutions',
  'payment_configuration_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
  'smb_app_state_sync',
  'smb_message_echoes',
  'template_category_update',
  'user_id_update',
  'user_preferences',
]

test('every field of the samples has a kind of its own; one that is broken keeps what came', async t => {
  const folder = new URL('../../test-fixtures/', import.meta.url)
  const names = readdirSync(folder).filter(name => name.startsWith('field-') && name !== 'field-unknown.json')
  const seen = new Set<string>()
  for (const name of names) {
    const parsed = parseWebhook(readFileSync(new URL(name, folder)), now)
    for (const event of parsed.ok ? parsed.events : []) {
      if (!isEvent(accountChanged, event)) continue
      t.not(event.data.change.kind, 'other', name)
      seen.add(event.data.field)
    }
  }
  t.same([...seen].sort(), fieldsOfMeta)
  const tolerant = new Set(['business_capability_update', 'message_template_components_update'])
  for (const field of fieldsOfMeta.filter(name => !/^group_|_name_/.test(name) && !tolerant.has(name)))
    t.same(change(field, { event: 1, surprise: true }), { kind: 'other' }, field)
})

test('whatever a field holds, nothing throws, and the event fits its contract', async () => {
  const strange = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...properties), fc.jsonValue()))
  fc.assert(
    fc.property(fc.constantFrom(...fieldsOfMeta), strange, (field, value) => {
      AccountChange.parse(JSON.parse(JSON.stringify(change(field, value))))
    }),
    { numRuns: 1000 },
  )
})

/** What the readers look for. */
const properties = [
  ...['event', 'event_name', 'status', 'type', 'value', 'action', 'decision', 'id', 'code', 'timestamp', 'alert_type'],
  ...['display_phone_number', 'restriction_info', 'ban_info', 'errors', 'thread', 'metadata', 'contact', 'user_id'],
  ...['wa_id', 'from', 'to', 'duration', 'configuration_name', 'message_template_name', 'new_quality_score'],
]
