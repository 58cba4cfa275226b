import { randomUUID } from 'node:crypto'
import {
  automationExecuted,
  contactChangeRequested,
  contactCreated,
  messageRequested,
  orderPlaced,
  paymentReceived,
  paymentRefunded,
} from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld, type Person, person } from './world.ts'

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
  await world.say(dana, 'the price, friends?', { groupId: 'a-group' })
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
  const { save, call } = await world.startApp()
  await save(keyword('price'))
  await save({
    name: 'Told when they leave',
    trigger: { type: 'system_event', event: 'opted_out' },
    steps: [{ id: 'tell', type: 'update_contact', addTags: ['left'] }],
  })
  const later = await save(
    keyword('later', {
      limits: { perContact: 1 },
      steps: [
        { id: 'wait', type: 'wait', for: { days: 1 } },
        { id: 'answer', type: 'send', content: text('Here') },
      ],
    }),
  )
  const greeting = await save({
    name: 'Greeting',
    trigger: { type: 'manual' },
    steps: [{ id: 'note', type: 'log', text: 'x' }],
  })
  for (const event of ['order_paid', 'order_refunded']) {
    await save({
      name: event,
      trigger: { type: 'system_event', event },
      conditions: { field: 'orders.last.state', op: 'equals', value: event === 'order_paid' ? 'paid' : 'refunded' },
      steps: [{ id: 'tell', type: 'send', content: text(event) }],
    })
  }
  const [noa, twin] = [await world.meet({ name: 'Noa' }), await world.meet({ name: 'Twin' })]
  const order = orderOf(twin)
  await world.publish(orderPlaced, twin.contactId, order)
  const greet = ({ contactId }: Person) =>
    call('POST', `/api/automations/${greeting}/execute`, { contactId, key: 'birthday:2027' })
  t.match((await greet(twin)).body, { state: 'completed', known: false })
  await world.say(twin, 'later')
  const waits = () => world.rows('select execution_id from automation.waits where contact_id = $1', [twin.contactId])
  await eventually(async () => (await waits()).length === 1)
  await world.change(noa, { keys: [...noa.keys, ...twin.keys] })
  // More was told of the other one: its last snapshot is not to be taken for a newer one of who remains.
  let gone = twin
  for (const name of ['Twin A', 'Twin B']) gone = await world.change(gone, { name })
  // Whoever takes the wait holds it before the contact: the merger does not wait for that.
  const taking = await world.db.pool.connect()
  await taking.query('begin; select from automation.waits for update')
  await world.change(gone, { keys: [], optedOut: true, mergedInto: noa.contactId })
  const ended = () =>
    world.rows<{ id: string; state: string; reason: string | null }>(
      'select contact_id as id, state, reason from automation.executions where automation_id = $1',
      [later],
    )
  await eventually(async () => (await ended())[0]?.state === 'stopped')
  await taking.query('rollback')
  taking.release()
  await world.say(twin, 'price?')
  const [request] = await world.expect(messageRequested)
  t.match(request, { contactId: noa.contactId, content: text('Hello Noa') })
  t.strictSame(await ended(), [{ id: noa.contactId, state: 'stopped', reason: 'merged' }])

  t.match((await greet(noa)).body, { known: true }, 'what one was told is not said to the other again')
  await world.say(noa, 'later')
  await eventually(async () => (await ended()).length === 2)
  t.match((await ended())[1], { state: 'skipped', reason: 'limit_per_contact' }, 'their limits are one')

  // The apps that own no contacts go on telling under the id that they know.
  await world.publish(paymentReceived, twin.contactId, { paymentId: 'p', order })
  const [paid] = await world.expect(messageRequested, { contactId: noa.contactId }, 2).then(all => all.slice(1))
  t.match(paid, { content: text('order_paid') })
  const eve = await world.meet({ name: 'Eve' })
  await world.change(noa, { keys: [], version: 5, mergedInto: eve.contactId })
  const known = () => world.rows('select 1 from automation.contacts where contact_id = $1', [noa.contactId])
  await eventually(async () => (await known()).length === 0)
  const { orderId, contactId } = order
  await world.publish(paymentRefunded, contactId, {
    orderId,
    contactId,
    paymentId: 'p',
    amountMinor: 100,
    currency: 'USD',
    full: true,
  })
  const [refunded] = await world.expect(messageRequested, { contactId: eve.contactId })
  t.match(refunded, { content: text('order_refunded') }, 'also where the other one became part of a third')
  await world.quiet()
  t.equal(world.found(contactChangeRequested).length, 0, 'what is told of who is gone starts nothing')
  t.strictSame(await world.rows('select key from automation.waiting_events'), [], 'nothing waits for who is gone')
})

const orderOf = ({ contactId }: Person) => ({
  orderId: randomUUID(),
  contactId,
  language: 'en' as const,
  tier: 'lite' as const,
  packId: '1',
  packTitle: 'Office',
  className: 'woman',
  amountMinor: 100,
  currency: 'USD',
  pictureIds: [],
  tuneId: null,
  termsVersion: '1',
  termsAcceptedAt: new Date().toISOString(),
})
