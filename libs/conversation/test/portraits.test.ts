import { test } from 'tap'
import { openChat } from './chat.ts'
import { messagesOf } from './limits.ts'

test('training says how long; without an estimate it promises nothing', async t => {
  for (const [minutes, words] of [
    [20, /20 more minutes/],
    [null, /leave the chat/],
    [-3, /leave the chat/],
  ] as const) {
    const chat = openChat()
    chat.load()
    const orderId = chat.order()
    chat.paid(orderId)
    chat.created(orderId, minutes)
    t.match(chat.said(), words)
    if (minutes !== 20) t.notMatch(chat.said(), /\d/)
    chat.text('how long?')
    t.match(chat.said(), /in the making/)
  }
})

test('every portrait once, then stars and the offer of another style', async t => {
  const chat = openChat()
  chat.load()
  const orderId = chat.order()
  chat.paid(orderId)
  chat.finished(orderId)
  chat.portraits(orderId, true, ['1', 'film'])
  t.same(
    chat.of('say').map(({ message, once }) => [message.type, once]),
    [
      ['text', `ready:${orderId}`],
      ['image', `portrait:${orderId}-1`],
      ['video', `portrait:${orderId}-film`],
      ['list', `rating:${orderId}`],
      ['buttons', `offer:${orderId}`],
    ],
  )
  t.ok(chat.ids().includes(`model:tune-${orderId}`))
  t.equal(chat.conversation().orders[0]?.state, 'delivered')
})

test('some are missing: said, a person knows, and the rest comes without a second welcome', async t => {
  const chat = openChat()
  chat.load()
  const orderId = chat.order()
  chat.paid(orderId)
  chat.portraits(orderId, false, ['1'])
  t.match(chat.said(), /still missing/)
  t.same(chat.of('alert'), [{ kind: 'alert', reason: 'portraits_missing', orderId }])
  t.same(chat.ids(), [], 'no stars yet')
  chat.portraits(orderId, true, ['2'])
  t.equal(chat.of('say')[0]?.once, `ready:${orderId}`)
  t.equal(chat.conversation().orders[0]?.state, 'delivered')
})

test('it could not be made: an apology, the refund comes by itself, the pictures can be used again', async t => {
  const chat = openChat()
  chat.load()
  const orderId = chat.order()
  chat.paid(orderId)
  chat.send({ kind: 'tune_failed', orderId })
  t.match(chat.said(), /so sorry[\s\S]*on its way back/)
  t.match(chat.of('alert')[0], { reason: 'tune_failed', orderId })
  chat.send({ kind: 'tune_failed', orderId })
  t.same(chat.last(), [])
  chat.tap('new_model')
  t.match(chat.said(), /still have the photos/)
  t.equal(chat.state(), 'PICTURES_LOADED')
})

test('four stars or five: thanks', async t => {
  const chat = openChat()
  const orderId = chat.deliver()
  chat.tap(`rate:${orderId}:5`)
  t.same(chat.of('record_rating'), [{ kind: 'record_rating', orderId, stars: 5 }])
  t.match(chat.said(), /makes our day/)
  t.equal(chat.state(), 'TUNE_READY')
})

test('fewer: the next text is stored with the rating, and the story goes on', async t => {
  const chat = openChat()
  const orderId = chat.deliver()
  chat.tap(`rate:${orderId}:2`)
  t.equal(chat.state(), 'WRITING_FEEDBACK')
  chat.text('  The hands are odd.  ')
  t.same(chat.of('record_feedback'), [{ kind: 'record_feedback', orderId, text: 'The hands are odd.' }])
  t.match(chat.said(), /studio\.example\/help/)
  t.equal(chat.state(), 'TUNE_READY')
  chat.text('and the ears')
  t.same(chat.of('record_feedback'), [], 'one text')
})

test('rated twice: the last counts', async t => {
  const chat = openChat()
  const orderId = chat.deliver()
  chat.tap(`rate:${orderId}:2`)
  chat.tap(`rate:${orderId}:4`)
  t.same(chat.of('record_rating'), [{ kind: 'record_rating', orderId, stars: 4 }])
  t.equal(chat.state(), 'TUNE_READY')
  chat.tap(`rate:${orderId}:1`)
  t.equal(chat.state(), 'WRITING_FEEDBACK')
})

test('feedback can be skipped, left by a menu, and is not a picture', async t => {
  const chat = openChat()
  const orderId = chat.deliver()
  chat.tap(`rate:${orderId}:1`)
  chat.picture('screenshot')
  t.match(chat.said(), /in words/)
  t.same(chat.of('submit_picture'), [])
  chat.choose('skip_feedback')
  t.equal(chat.state(), 'TUNE_READY')
  chat.tap(`skip_feedback:${orderId}`)
  t.match(chat.said(), /earlier step/)
  chat.tap(`rate:${orderId}:1`)
  chat.text('status')
  t.equal(chat.state(), 'WRITING_FEEDBACK', 'a question in between does not end it')
  chat.text('menu')
  t.equal(chat.state(), 'TUNE_READY')
})

test('stars for what was not delivered are not recorded', async t => {
  const chat = openChat()
  chat.load()
  const orderId = chat.order()
  for (const id of [`rate:${orderId}:5`, 'rate:unknown:5', `rate:${orderId}:9`]) {
    chat.tap(id)
    t.same(chat.of('record_rating'), [])
  }
})

test('feedback about an old order in the middle of a new one comes back to it', async t => {
  const chat = openChat()
  const orderId = chat.deliver()
  chat.tap('new_model')
  for (const id of ['c', 'd']) {
    chat.picture(id)
    chat.inspect(id, 'accepted')
  }
  chat.tap('pack:corporate:woman')
  const terms = chat.ids()[0] ?? ''
  chat.tap(`rate:${orderId}:3`)
  chat.text('more light')
  t.equal(chat.state(), 'PICTURES_LOADED')
  chat.tap(terms)
  t.equal(chat.of('place_order').length, 1, 'the draft is still there')
})

test('a payment during feedback moves the story on underneath', async t => {
  const chat = openChat()
  const first = chat.deliver()
  chat.tap('new_model')
  for (const id of ['c', 'd']) {
    chat.picture(id)
    chat.inspect(id, 'accepted')
  }
  const second = chat.order('corporate')
  chat.tap(`rate:${first}:1`)
  chat.paid(second)
  t.equal(chat.state(), 'WRITING_FEEDBACK')
  chat.text('meh')
  t.equal(chat.state(), 'TUNE_READY')
  t.same(messagesOf(chat.last()).length, 1)
})
