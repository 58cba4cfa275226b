import { randomUUID } from 'node:crypto'
import { automationExecuted, contactChangeRequested, contactCreated, messageRequested } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld, person } from './world.ts'

const text = (body: string) => ({ type: 'text', body })
const keyword = (word: string, more: object = {}) => ({
  name: `Answers ${word}`,
  trigger: { type: 'keyword', keywords: [{ text: word, match: 'contains' }] },
  steps: [{ id: 'answer', type: 'send', content: text('Hello {{contact.name|friend}}'), essential: true }],
  ...more,
})

test('a keyword is answered, once, however often the message comes', async t => {
  const world = await openWorld(t)
  const { save, call } = await world.startApp()
  const id = await save(keyword('price'))
  const dana = await world.meet()
  const message = await world.say(dana, 'What is the PRICE?')
  const [request] = await world.expect(messageRequested, { contactId: dana.contactId })
  t.match(request, {
    content: text('Hello Dana'),
    essential: true,
    requester: { kind: 'automation', automationId: id },
  })
  await world.say(dana, 'What is the PRICE?', { messageId: message.messageId })
  await world.say(dana, 'something else')
  await world.say(dana, 'the price again')
  await world.expect(messageRequested, { contactId: dana.contactId }, 2)
  await world.expect(automationExecuted, { automationId: id, outcome: 'completed' }, 2)
  await world.quiet()
  t.equal(world.found(messageRequested).length, 2)

  const { body } = await call('GET', `/api/automations/${id}/executions`)
  t.equal(body.items.length, 2)
  const one = await call('GET', `/api/automations/${id}/executions/${body.items[0].id}`)
  t.match(one.body.steps, [
    { number: 1, path: 'steps[0]', action: 'send', state: 'requested', input: { content: text('Hello Dana') } },
  ])
})

test('what comes before the contact is known waits for it', async t => {
  const world = await openWorld(t)
  const { save } = await world.startApp()
  await save(keyword('price'))
  const noa = person({ name: 'Noa' })
  await world.say(noa, 'price?')
  await world.quiet()
  t.equal(world.found(messageRequested).length, 0)
  await world.publish(contactCreated, noa.contactId, noa)
  const [request] = await world.expect(messageRequested)
  t.match(request, { contactId: noa.contactId, content: text('Hello Noa') })
})

test('a new contact is welcomed, changed, and handed to a person', async t => {
  const world = await openWorld(t)
  const { save } = await world.startApp()
  await save({
    name: 'Welcome',
    trigger: { type: 'new_contact' },
    steps: [
      { id: 'tag', type: 'update_contact', addTags: ['welcomed'], attributes: { source: 'whatsapp' } },
      {
        id: 'choose',
        type: 'branch',
        cases: [
          {
            when: { field: 'contact.tags', op: 'has', value: 'welcomed' },
            steps: [{ id: 'hi', type: 'send', content: text('Welcome, {{contact.name|friend}}') }],
          },
        ],
        otherwise: [{ id: 'no', type: 'send', content: text('?') }],
      },
      { id: 'person', type: 'hand_over', reason: 'A new customer' },
    ],
  })
  const { name: _name, ...nameless } = person()
  await world.publish(contactCreated, nameless.contactId, nameless)
  const [request] = await world.expect(messageRequested, { contactId: nameless.contactId })
  t.match(request, { content: text('Welcome, friend') })
  const changes = await world.expect(contactChangeRequested, { contactId: nameless.contactId }, 2)
  t.match(changes, [
    { addTags: ['welcomed'], attributes: { source: 'whatsapp' } },
    { handOver: { reason: 'A new customer' } },
  ])
})

test('priority, exclusiveness, limits and conditions', async t => {
  const world = await openWorld(t)
  const { save, call } = await world.startApp()
  await save(keyword('price', { name: 'low', priority: 1 }))
  const vip = { field: 'contact.tags', op: 'has', value: 'vip' }
  await save(keyword('price', { name: 'vip', priority: 500, conditions: vip }))
  const once = await save(keyword('price', { name: 'high', priority: 300, exclusive: true, limits: { perContact: 1 } }))
  const dana = await world.meet()
  await world.say(dana, 'price')
  await world.say(dana, 'price')
  await world.expect(automationExecuted, { automationId: once }, 2)
  await world.quiet()
  t.equal(world.found(messageRequested).length, 1, 'the lower one never, the higher one once')
  const { body } = await call('GET', `/api/automations/${once}/statistics`)
  t.match(body, { executions: { completed: 1, skipped: 1 }, reasons: { limit_per_contact: 1 }, contacts: 1 })
})

test('a loop is stopped when it runs', async t => {
  const world = await openWorld(t)
  const { save } = await world.startApp()
  const flip = await save({
    name: 'flip',
    trigger: { type: 'contact_changed', attribute: 'a' },
    steps: [{ id: 'set', type: 'update_contact', attributes: { b: '{{contact.attributes.a|x}}' } }],
  })
  const dana = await world.meet()
  let now = await world.change(dana, { attributes: { a: 1 } }, randomUUID())
  const [change] = await world.expect(contactChangeRequested)
  t.match(change, { attributes: { b: '1' } })
  const request = world.events.find(event => event.type === contactChangeRequested.type)
  // The contact's own event names the request as its cause, as apps/message does.
  now = await world.change(now, { attributes: { a: 2, b: '1' } }, request?.id)
  const [, skipped] = await world.expect(automationExecuted, { automationId: flip }, 2)
  t.match(skipped, { outcome: 'skipped', reason: 'loop' })
  await world.quiet()
  t.equal(world.found(contactChangeRequested).length, 1)
  t.equal(now.version, 3)

  // Round two of them. Which tag is added is said by a variable, so that saving them only warns.
  const adds = (tag: string, other: string) => ({
    name: tag,
    trigger: { type: 'contact_changed', tagAdded: tag },
    steps: [{ id: 'tag', type: 'update_contact', addTags: [`{{contact.attributes.${tag}|${other}}}`] }],
  })
  const [tick, tock] = [await save(adds('tick', 'tock')), await save(adds('tock', 'tick'))]
  now = await world.change(now, { tags: ['tick'] }, randomUUID())
  const askedBy = async (count: number) => {
    await eventually(async () => world.found(contactChangeRequested).length === count)
    return world.events.filter(event => event.type === contactChangeRequested.type).at(-1)?.id
  }
  now = await world.change(now, { tags: ['tock'] }, await askedBy(2))
  now = await world.change(now, { tags: ['tick'] }, await askedBy(3))
  const rounds = await world.expect(automationExecuted, { automationId: tick }, 2)
  t.match(rounds, [{ outcome: 'completed' }, { outcome: 'skipped', reason: 'loop' }])
  t.match(await world.expect(automationExecuted, { automationId: tock }), [{ outcome: 'completed' }])
  t.equal(world.found(contactChangeRequested).length, 3)
})

test('of two contacts who turn out to be one person the one who remains goes on, the other one stops', async t => {
  const world = await openWorld(t)
  const { save } = await world.startApp()
  await save(keyword('price'))
  await save({
    name: 'Told when they leave',
    trigger: { type: 'system_event', event: 'opted_out' },
    steps: [{ id: 'tell', type: 'update_contact', addTags: ['left'] }],
  })
  const later = await save(
    keyword('later', {
      steps: [
        { id: 'wait', type: 'wait', for: { days: 1 } },
        { id: 'answer', type: 'send', content: text('Here') },
      ],
    }),
  )
  const [noa, twin] = [await world.meet({ name: 'Noa' }), await world.meet({ name: 'Twin' })]
  await world.say(twin, 'later')
  const waits = () => world.rows('select 1 from automation.waits where contact_id = $1', [twin.contactId])
  await eventually(async () => (await waits()).length === 1)
  await world.change(noa, { keys: [...noa.keys, ...twin.keys] })
  // More was told of the other one: its last snapshot is not to be taken for a newer one of who remains.
  let gone = twin
  for (const name of ['Twin A', 'Twin B']) gone = await world.change(gone, { name })
  await world.change(gone, { keys: [], optedOut: true, mergedInto: noa.contactId })
  await eventually(async () => (await waits()).length === 0)
  await world.say(twin, 'price?')
  const [request] = await world.expect(messageRequested)
  t.match(request, { contactId: noa.contactId, content: text('Hello Noa') })
  const ended = await world.rows('select state, reason from automation.executions where automation_id = $1', [later])
  t.match(ended, [{ state: 'stopped', reason: 'merged' }])
  await world.quiet()
  t.equal(world.found(contactChangeRequested).length, 0, 'what is told of who is gone starts nothing')
})
