import {
  automationExecuted,
  contactChangeRefused,
  contactChangeRequested,
  contactCreated,
  messageRequested,
  messageSettled,
} from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld, type Person, person } from './world.ts'

const dayMs = 86_400_000
const note = { id: 'note', type: 'log', text: 'x' }
const wait = { id: 'wait', type: 'wait', for: { days: 1 } }
const keyword = (word: string, more: object = {}) => ({
  name: word,
  trigger: { type: 'keyword', keywords: [{ text: word, match: 'exact' }] },
  steps: [note],
  ...more,
})

async function openNeighbours(t: Parameters<typeof openWorld>[0]) {
  const world = await openWorld(t, { AUTOMATION_FAILURES: '2' })
  let aheadMs = 0
  const app = await world.startApp({ now: () => new Date(Date.now() + aheadMs) })
  const ended = (automationId: string, { contactId }: Person) =>
    world.rows<{ state: string; reason: string | null }>(
      'select state, reason from automation.executions where automation_id = $1 and contact_id = $2 order by started_at',
      [automationId, contactId],
    )
  return {
    world,
    ...app,
    ended,
    ahead: (ms: number) => {
      aheadMs = ms
    },
  }
}

test('an automation that cannot be read any more is switched off and says why; its neighbours go on', async t => {
  const { world, save, call } = await openNeighbours(t)
  const [old, fine] = [await save(keyword('old')), await save(keyword('fine'))]
  const dana = await world.meet()
  // As after an update whose rules are stricter than those under which it was saved.
  await world.rows(`update automation.versions set definition = definition - 'steps' where automation_id = $1`, [old])
  await world.rows('update automation.library set revision = revision + 1')
  await world.say(dana, 'fine')
  await world.expect(automationExecuted, { automationId: fine })
  await eventually(async () => (await call('GET', `/api/automations/${old}`)).body.enabled === false)
  const shown = await call('GET', `/api/automations/${old}`)
  t.match(shown, { status: 200, body: { enabled: false, disabledReason: /^unreadable: steps / } })
  t.match(shown.body.words, [/cannot be read any more/])
  t.match((await call('GET', '/api/automations')).body.items.length, 2)
  await save(keyword('new'))
  t.equal((await call('POST', `/api/automations/${old}/enable`)).status, 422, 'as it is, it stays off')
  t.equal((await call('POST', `/api/automations/${old}/execute`, { contactId: dana.contactId })).status, 422)
  t.equal((await call('PUT', `/api/automations/${old}`, keyword('old'))).status, 200)
  t.match((await call('GET', `/api/automations/${old}`)).body, { enabled: true, disabledReason: null })
  t.strictSame(await world.bus.dead.list(), [])
})

test('a slot and a wait that cannot be worked on are put off; what comes after them goes on', async t => {
  const { world, save, call, ended, ahead } = await openNeighbours(t)
  const waiting = await save({ name: 'Waits', trigger: { type: 'manual' }, steps: [wait, note] })
  const daily = await save({
    name: 'Daily',
    trigger: { type: 'schedule', cron: '0 9 * * *', timeZone: 'UTC' },
    steps: [note],
    missed: { rule: 'all', withinHours: 48 },
  })
  const [dana, noa] = [await world.meet(), await world.meet()]
  for (const { contactId } of [dana, noa]) await call('POST', `/api/automations/${waiting}/execute`, { contactId })
  const spoilt = await world.rows<{ executionId: string }>(
    `update automation.executions set position = null where contact_id = $1 returning execution_id as "executionId"`,
    [dana.contactId],
  )
  await world.rows(
    `insert into automation.slots (automation_id, slot, version, due_at, audience, planned_at)
      values ($1, 'spoilt', 1, now() - interval '1 day', '{"kind":"nothing"}', now())`,
    [daily],
  )
  ahead(1.5 * dayMs)
  await eventually(async () => (await ended(waiting, noa))[0]?.state === 'completed', { timeoutMs: 20_000 })
  await eventually(async () => (await ended(daily, noa)).length > 0, { timeoutMs: 20_000 })
  t.match(await ended(waiting, dana), [{ state: 'waiting' }])
  const attempts = () =>
    world.rows<{ what: string; attempts: number }>(
      `select 'wait' as what, attempts from automation.waits where execution_id = $1
        union all select 'slot', attempts from automation.slots where slot = 'spoilt' order by what`,
      [spoilt[0]!.executionId],
    )
  t.match(await attempts(), [
    { what: 'slot', attempts: 1 },
    { what: 'wait', attempts: 1 },
  ])
  ahead(1.6 * dayMs)
  await eventually(async () => (await attempts()).find(one => one.what === 'wait')?.attempts === 2, {
    timeoutMs: 20_000,
  })
  await world.rows('update automation.waits set attempts = 29, retry_at = null where execution_id = $1', [
    spoilt[0]!.executionId,
  ])
  await eventually(async () => (await ended(waiting, dana))[0]?.state !== 'waiting', { timeoutMs: 20_000 })
  const reason = 'wait: it cannot go on'
  t.match(await ended(waiting, dana), [{ state: 'failed', reason }], 'not tried for ever')
  await world.expect(automationExecuted, { executionId: spoilt[0]!.executionId, outcome: 'failed' })
  t.strictSame(
    (await attempts()).filter(({ what }) => what === 'wait'),
    [],
  )
  t.match((await call('GET', `/api/automations/${waiting}`)).body, { enabled: false, disabledReason: reason })
})

test('a reply is what was written after the occasion, whenever and by whichever contact it arrives', async t => {
  const { world, save, call, ended, ahead } = await openNeighbours(t)
  const sequence = { steps: [wait, note], stopOnReply: true }
  const byHand = await save({ name: 'By hand', trigger: { type: 'manual' }, ...sequence })
  const welcome = await save({ name: 'Welcome', trigger: { type: 'new_contact' }, ...sequence })
  const [noa, twin, tom] = [await world.meet(), await world.meet(), await world.meet()]
  const longAgo = new Date(Date.now() - dayMs).toISOString()
  for (const body of ['one', 'two']) await world.say(twin, body, { sentAt: longAgo })
  await world.quiet()
  for (const { contactId } of [noa, tom]) await call('POST', `/api/automations/${byHand}/execute`, { contactId })
  await world.change(noa, { keys: [...noa.keys, ...twin.keys] })
  await world.change(twin, { keys: [], mergedInto: noa.contactId })
  await world.say(tom, 'not now', { sentAt: new Date(Date.now() + 1000).toISOString() })
  // The contact is told before their first message, which was written earlier.
  const late = person()
  await world.publish(contactCreated, late.contactId, late)
  await eventually(async () => (await ended(welcome, late)).length === 1)
  await world.say(late, 'hi', { sentAt: new Date(Date.now() - 60_000).toISOString() })
  await eventually(async () => (await world.rows('select 1 from automation.activity')).length === 3)
  ahead(1.5 * dayMs)
  await eventually(async () => (await ended(byHand, noa))[0]?.state !== 'waiting')
  await eventually(async () => (await world.rows('select 1 from automation.waits')).length === 0)
  t.match(await ended(byHand, noa), [{ state: 'completed', reason: null }], 'nobody wrote since')
  t.match(await ended(byHand, tom), [{ state: 'stopped', reason: 'reply' }])
  t.match(await ended(welcome, late), [{ state: 'completed', reason: null }], 'the first message is no reply')
})

test('what is wrong with a recipient does not count against an automation, what is wrong with its request does', async t => {
  const { world, save, call, ended } = await openNeighbours(t)
  const say = (body: string) => ({ id: 'say', type: 'send', content: { type: 'text', body } })
  const id = await save(keyword('hi', { steps: [say('Hi')] }))
  const dana = await world.meet()
  const failures = async (of = id) =>
    (
      await world.rows<{ failures: number }>('select failures from automation.automations where automation_id = $1', [
        of,
      ])
    )[0]?.failures
  let asked = 0
  const settle = async (state: 'sent' | 'delivered' | 'failed' | 'dropped', more: object = {}, word = 'hi') => {
    await world.say(dana, word)
    asked += 1
    const requests = await world.expect(messageRequested, { contactId: dana.contactId }, asked)
    const outboundId = requests.at(-1)!.requestId
    const at = new Date().toISOString()
    await world.publish(messageSettled, dana.contactId, { contactId: dana.contactId, outboundId, state, at, ...more })
    await eventually(async () => {
      const [step] = await world.rows<{ output: { state: string } | null }>(
        'select s.output from automation.requests r join automation.steps s on s.execution_id = r.execution_id where request_id = $1',
        [outboundId],
      )
      return step?.output?.state === state
    })
  }
  await settle('failed', { errorCode: 131_026, errorClass: 'recipient' })
  await settle('dropped', { reason: 'expired' })
  t.equal(await failures(), 0)
  await settle('failed', { errorCode: 132_000, errorClass: 'request' })
  await settle('sent')
  t.equal(await failures(), 1, 'sent is not yet arrived')
  await settle('delivered')
  t.equal(await failures(), 0)
  await settle('failed', { errorCode: 132_000, errorClass: 'request' })
  await settle('failed', { errorCode: 131_053, errorClass: 'media' })
  t.match((await call('GET', `/api/automations/${id}`)).body, {
    enabled: false,
    disabledReason: 'message: error 131053',
  })

  // What a customer writes may fit nowhere: that switches nothing off for the others.
  const echo = await save(keyword('echo', { steps: [say('You said {{message.text|nothing}}')] }))
  const plain = await save(keyword('plain', { steps: [say('x')] }))
  for (const why of [{ reason: 'too_long:body' }, { errorCode: 131_009 }]) {
    await settle('failed', { errorClass: 'request', ...why }, 'echo')
  }
  t.equal(await failures(echo), 0)
  await settle('failed', { errorClass: 'request', errorCode: 132_001 }, 'echo')
  t.equal(await failures(echo), 1, 'a template that is not there is no fault of a value')
  await settle('failed', { errorClass: 'request', reason: 'too_long:body' }, 'plain')
  t.equal(await failures(plain), 1, 'nor is a text without any')
  const trigger = { type: 'message', kinds: ['text'] }
  const steps = [{ id: 'keep', type: 'update_contact', attributes: { said: '{{message.text|-}}' } }]
  const keeps = await save({ name: 'Keeps', trigger, steps })
  await world.say(dana, 'fits')
  await world.expect(contactChangeRequested)
  const asking = world.events.find(({ type }) => type === contactChangeRequested.type)
  const { contactId } = dana
  await world.publish(
    contactChangeRefused,
    contactId,
    { contactId, reason: 'too_many_tags' },
    { causationid: asking!.id },
  )
  const log = () =>
    world.rows<{ state: string; reason: string | null }>(
      `select s.state, s.reason from automation.steps s join automation.executions e using (execution_id)
        where automation_id = $1`,
      [keeps],
    )
  await eventually(async () => (await log())[0]?.state === 'failed')
  t.match(await log(), [{ reason: 'too_many_tags' }], 'a change that was not made is not logged as done')
  await world.say(dana, 'x'.repeat(1100))
  await eventually(async () => (await ended(keeps, dana)).length === 2)
  t.match((await ended(keeps, dana)).slice(1), [{ state: 'failed', reason: 'invalid_change' }])
  t.equal(await failures(keeps), 0)
})

test('what starts nothing says so: a case behind one that always holds, and an automation that is off', async t => {
  const { world, save, call } = await openNeighbours(t)
  const always = { when: { all: [] }, steps: [note] }
  const behind = { when: { field: 'contact.tags', op: 'has', value: 'vip' }, steps: [{ ...note, id: 'never' }] }
  const branch = { id: 'choose', type: 'branch', cases: [always, behind] }
  const refused = await call('POST', '/api/automations', { name: 'x', trigger: { type: 'manual' }, steps: [branch] })
  t.match(refused, { status: 422, body: { errors: [{ path: 'steps[0].cases[1]', message: /never reached/ }] } })

  const target = await save({ name: 'Started', trigger: { type: 'manual' }, steps: [note] })
  const start = { id: 'start', type: 'start', automation: target }
  const id = await save({
    name: 'Starts',
    trigger: { type: 'manual' },
    steps: [start, wait, { ...start, id: 'again' }],
  })
  const dana = await world.meet()
  await call('POST', `/api/automations/${target}/disable`)
  const { body } = await call('POST', `/api/automations/${id}/execute`, { contactId: dana.contactId })
  const run = (await call('GET', `/api/automations/${id}/executions/${body.executionId}`)).body
  t.match(run.steps[0], { state: 'skipped', reason: 'not_enabled' })
})
