import { test } from 'tap'
import { openChat } from './chat.ts'
import { messagesOf } from './limits.ts'

test('a returning customer is offered the saved models, a new one, and the orders', async t => {
  const chat = openChat()
  chat.deliver()
  chat.world.pass(86_400_000)
  chat.text('hi again')
  t.same(chat.ids(), ['models', 'new_model', 'status'])
})

test('a saved model is ordered with, without pictures', async t => {
  const chat = openChat()
  const first = chat.deliver()
  chat.tap('models')
  t.match(chat.said(), /A woman[\s\S]*Made on 28 May 2026[\s\S]*Kept until 27 June 2026/)
  chat.choose('model:')
  chat.choose('tier:lite')
  chat.choose('pack:corporate')
  chat.choose('terms:')
  const [placed] = chat.of('place_order')
  t.match(placed?.order, { tuneId: `tune-${first}`, pictureIds: [], packId: 'corporate', className: 'woman' })
  const orderId = placed?.order.orderId ?? ''
  chat.checkout(orderId)
  chat.text('hello')
  t.ok(chat.ids().includes(`pay:${orderId}`))
  chat.paid(orderId)
  t.match(chat.said(), /starting with your portraits/)
  chat.send({ kind: 'tune_created', orderId, tuneId: `tune-${first}`, training: false, readyAt: null })
  t.match(chat.said(), /saved model/)
  chat.portraits(orderId)
  t.equal(chat.conversation().orders[1]?.state, 'delivered')
})

test('several models are a list; one that has expired is not in it', async t => {
  const chat = openChat()
  chat.deliver()
  const soon = chat.world.now() + 86_400_000
  chat.send({ kind: 'tune_finished', orderId: 'x', tuneId: 'second', className: 'dog', expiresAt: soon })
  chat.tap('models')
  t.equal(messagesOf(chat.last())[0]?.type, 'list')
  t.equal(chat.ids()[0], 'model:second')
  chat.world.pass(2 * 86_400_000)
  chat.tap('models')
  t.notOk(chat.ids().includes('model:second'))
  chat.tap('model:second')
  t.match(chat.said(), /expired/)
  chat.world.pass(40 * 86_400_000)
  chat.tap('models')
  t.match(chat.said(), /no saved model/)
})

test('a model that expires before the terms are accepted is not ordered with', async t => {
  const chat = openChat()
  const first = chat.deliver()
  chat.tap(`model:tune-${first}`)
  chat.tap('pack:garden:woman')
  const terms = chat.ids()[0] ?? ''
  chat.world.pass(31 * 86_400_000)
  chat.tap(terms)
  t.match(chat.said(), /expired/)
  t.same(chat.of('place_order'), [])
})

test('old cards without a chosen model order nothing', async t => {
  const chat = openChat()
  chat.deliver()
  chat.tap('pack:garden:woman')
  t.match(chat.said(), /earlier step/)
  t.same(chat.ids(), ['models', 'new_model', 'status'])
})

test('a new model begins with an empty set; orders and models stay', async t => {
  const chat = openChat()
  chat.deliver()
  const { setId } = chat.conversation().pictures
  chat.tap('new_model')
  t.equal(chat.state(), 'NEW')
  t.same(chat.of('discard_pictures'), [{ kind: 'discard_pictures', setId }])
  t.match(chat.said(), /at least 2 photos/)
  t.equal(chat.conversation().orders.length, 1)
  chat.text('menu')
  t.ok(chat.ids().includes('models'), 'and can be used from here')
  chat.tap('models')
  chat.choose('model:')
  t.equal(chat.state(), 'TUNE_READY')
})

test('pictures out of nowhere: for a new model?', async t => {
  const chat = openChat()
  chat.deliver()
  chat.picture('c')
  t.match(chat.said(), /new model with them/)
  chat.picture('d')
  t.same(chat.last(), [])
  chat.tap('new_model')
  t.same(
    chat.of('submit_picture').map(effect => effect.pictureId),
    ['c', 'd'],
  )
  t.equal(chat.state(), 'NEW')
})

test('pictures that were begun are not lost by looking at the models', async t => {
  const chat = openChat()
  const first = chat.deliver()
  chat.tap('new_model')
  chat.picture('c')
  chat.inspect('c', 'accepted')
  chat.tap(`model:tune-${first}`)
  t.equal(chat.state(), 'TUNE_READY')
  chat.tap('new_model')
  t.match(chat.said(), /still have the photos/)
  t.equal(chat.conversation().pictures.accepted.length, 1)
  t.same(chat.of('discard_pictures'), [])
})

test('with many models there is still a way to a new one', async t => {
  const chat = openChat()
  chat.deliver()
  const expiresAt = chat.world.now() + 86_400_000
  for (let n = 0; n < 12; n++) {
    chat.send({ kind: 'tune_finished', orderId: 'x', tuneId: `t${n}`, className: 'woman', expiresAt })
  }
  chat.tap('models')
  t.equal(chat.ids().length, 10)
  t.equal(chat.ids().at(-1), 'new_model')
})
