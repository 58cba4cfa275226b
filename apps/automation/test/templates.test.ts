import { templateChanged } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld, type World } from './world.ts'

const send = (template: object) => ({
  name: 'Greeting',
  trigger: { type: 'new_contact' },
  steps: [
    {
      id: 'tell',
      type: 'send_template',
      template: { type: 'template', name: 'greeting', language: 'en_US', ...template },
    },
  ],
})
const filled = { body: [{ name: 'first_name', text: '{{contact.name|you}}' }] }

/** Tells of a template, and waits until it is known. */
async function tell(
  world: World,
  name: string,
  status: string,
  more: { account?: string; variables?: string[]; parts?: object } = {},
) {
  const { account = 'waba', variables = [], parts } = more
  const needs = { body: { variables }, buttons: [], cards: [], limitedTimeOffer: false, ...parts }
  await world.publish(templateChanged, account, { account, name, language: 'en_US', status, needs })
  await eventually(async () => {
    const known = await world.rows('select 1 from automation.templates where name = $1 and status = $2', [name, status])
    return known.length > 0
  })
}

test('a template that cannot be sent is refused on saving, as soon as the list is known', async t => {
  const world = await openWorld(t, { WHATSAPP_NUMBER_ID: '100' })
  const { call } = await world.startApp()
  const on = (channel: string) =>
    call('POST', '/api/automations', {
      name: 'Welcome',
      trigger: { type: 'new_contact', channels: [channel] },
      steps: [{ id: 'note', type: 'log', text: 'x' }],
    })
  t.match((await on('101')).body.errors, [{ path: 'trigger.channels[0]', message: /none of our numbers/ }])
  t.equal((await on('100')).status, 201)
  const save = (template: object) => call('POST', '/api/automations', send(template))
  t.equal((await save({ name: 'nobody_knows' })).status, 201, 'no list is known: nothing is refused')

  await tell(world, 'greeting', 'APPROVED', { variables: ['first_name'] })
  const at = 'steps[0].template'
  t.match(await save({ name: 'nobody_knows' }), {
    status: 422,
    body: { errors: [{ path: `${at}.name`, message: 'There is no template "nobody_knows".' }] },
  })
  t.match((await save({ language: 'he' })).body.errors, [{ path: `${at}.language`, message: /exists in en_US/ }])
  t.match((await save({})).body.errors, [{ path: `${at}.body`, message: /\{\{first_name\}\} gets no value/ }])
  t.equal((await save(filled)).status, 201)

  await tell(world, 'greeting', 'PAUSED', { variables: ['first_name'] })
  t.match((await save(filled)).body.errors, [{ path: `${at}.name`, message: /is not approved/ }])
  await tell(world, 'greeting', 'APPROVED', { account: 'other', variables: ['first_name'] })
  t.equal((await save(filled)).status, 201, 'the one of another account can be sent')
  await tell(world, 'gift', 'APPROVED', {
    parts: {
      header: { format: 'text', variables: ['1'] },
      buttons: [{ type: 'copy_code', text: 'Copy', needsValue: true }],
    },
  })
  t.match((await save({ name: 'gift' })).body.errors, [
    { path: `${at}.header`, message: /\{\{1\}\} of the template's header gets no value/ },
    { path: `${at}.buttons`, message: /button 0 "Copy"/ },
  ])
  const whole = {
    header: { type: 'text', parameter: { text: 'x' } },
    buttons: [{ index: 0, type: 'copy_code', value: 'y' }],
  }
  t.equal((await save({ name: 'gift', ...whole })).status, 201)
  await tell(world, 'farewell', 'DELETED')
  t.match((await save({ name: 'farewell' })).body.errors, [{ path: `${at}.name`, message: /There is no template/ }])
})

test('an audience that nobody fits is refused, where it can be counted', async t => {
  const world = await openWorld(t)
  const { call } = await world.startApp()
  const has = (value: string) => ({ field: 'contact.tags', op: 'has', value })
  const save = (audience: object) =>
    call('POST', '/api/automations', {
      name: 'News',
      trigger: { type: 'schedule', cron: '0 9 * * *', timeZone: 'UTC', audience },
      steps: [{ id: 'note', type: 'log', text: 'x' }],
    })
  t.equal((await save(has('vip'))).status, 201, 'before the first contact nobody can count')
  await world.meet({ tags: ['friend'] })
  t.match(await save(has('vip')), { status: 422, body: { errors: [{ path: 'trigger.audience', message: /nobody/ }] } })
  t.equal((await save(has('friend'))).status, 201)
  const all = (conditions: object) =>
    call('POST', '/api/automations', {
      name: 'News',
      trigger: { type: 'schedule', cron: '0 9 * * *', timeZone: 'UTC' },
      conditions,
      steps: [{ id: 'note', type: 'log', text: 'x' }],
    })
  t.match(await all(has('vip')), { status: 422, body: { errors: [{ path: 'conditions', message: /nobody/ }] } })
  t.equal((await all(has('friend'))).status, 201)
  const later = { field: 'contact.createdAt', op: 'longer_ago_than', value: { days: 30 } }
  t.equal((await save({ not: { all: [{ not: later }] } })).status, 201, 'they come with time')
})
