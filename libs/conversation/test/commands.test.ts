import { isRight } from '@astria-bot/conversation'
import { test } from 'tap'
import { type Chat, openChat } from './chat.ts'

const states: Readonly<Record<string, (chat: Chat) => void>> = {
  NEW: chat => chat.consent(),
  PICTURES_LOADED: chat => chat.load(),
  TUNE_READY: chat => chat.deliver(),
  WRITING_FEEDBACK: chat => chat.tap(`rate:${chat.deliver()}:1`),
}

test('commands work in every state and in both languages, whatever the language of the conversation', async t => {
  for (const [state, reach] of Object.entries(states)) {
    for (const language of ['en', 'he'] as const) {
      const chat = openChat({ settings: { defaultLanguage: language } })
      reach(chat)
      t.equal(chat.state(), state)
      for (const word of ['Support!', 'תמיכה', 'STATUS', 'סטטוס?', 'Language', 'שפה']) {
        chat.text(word)
        t.ok(chat.of('say').length > 0, `${word} in ${state}`)
        t.equal(chat.state(), state, `${word} does not leave ${state}`)
        t.same(chat.of('record_feedback'), [])
      }
      chat.text('תפריט')
      t.ok(chat.ids().includes('support') && chat.ids().includes('erase'))
      chat.text('help')
      t.ok(chat.ids().length >= 5)
    }
  }
})

test('a text that only contains a command is no command', async t => {
  const chat = openChat()
  chat.tap(`rate:${chat.deliver()}:1`)
  chat.text('please stop making my nose so long')
  t.equal(chat.of('record_feedback').length, 1)
})

test('english and עברית switch the language at once, and show where we are', async t => {
  const chat = openChat()
  chat.load()
  chat.text('עִבְרִית')
  t.same(chat.of('set_language'), [{ kind: 'set_language', language: 'he' }])
  t.match(chat.said(), /מעכשיו בעברית/)
  t.ok(chat.ids().includes('styles'))
  chat.text('שפה')
  t.same(chat.ids(), ['speak:en', 'speak:he'])
  chat.choose('speak:en')
  t.match(chat.said(), /in English/)
  chat.text('english')
  t.same(chat.of('set_language'), [], 'nothing to change')
})

test('support names the contact, and tells a person once', async t => {
  const chat = openChat()
  chat.text('agent')
  t.match(chat.said(), /studio\.example\/help/)
  t.same(chat.of('alert'), [{ kind: 'alert', reason: 'support_requested' }])
  chat.text('agent')
  t.match(chat.said(), /studio\.example\/help/)
  t.same(chat.of('alert'), [])
})

test('status lists the last orders and how far the pictures are', async t => {
  const chat = openChat()
  chat.text('status')
  t.match(chat.said(), /no orders yet/)
  chat.load()
  const orderId = chat.order()
  chat.checkout(orderId)
  chat.text('where is my order?')
  t.match(chat.said(), /Garden: waiting for payment\nPhotos: 2 good/)
  t.ok(chat.of('say').some(effect => effect.message.type === 'link'))
})

test('restart asks before something is lost', async t => {
  const chat = openChat()
  chat.load()
  chat.text('להתחיל מחדש')
  t.ok(chat.ids().some(id => id.startsWith('restart_yes')))
  const yes = chat.ids()[0] ?? ''
  chat.choose('keep')
  t.equal(chat.state(), 'PICTURES_LOADED')
  chat.tap(yes)
  t.equal(chat.state(), 'NEW')
  chat.tap(yes)
  t.match(chat.said(), /earlier step/, 'not the pictures that came after')
})

test('restart with nothing to lose does not ask', async t => {
  const chat = openChat()
  chat.text('restart')
  t.match(chat.said(), /at least 2 photos/)
  const returning = openChat()
  returning.deliver()
  returning.text('restart')
  t.equal(returning.state(), 'NEW')
})

test('delete my data asks, says goodbye, and is the last thing done', async t => {
  const chat = openChat()
  chat.deliver()
  chat.text('Delete my data.')
  t.same(chat.of('erase'), [])
  chat.choose('erase_yes')
  t.same(chat.kinds(), ['acknowledge', 'say', 'erase'])
  t.equal(chat.state(), 'NEW')
  t.equal(chat.conversation().orders.length, 0)
  t.equal(chat.conversation().consent, null)
})

test('deleting warns of an order under way, and an old answer asks again', async t => {
  const chat = openChat()
  chat.load()
  chat.paid(chat.order())
  chat.text('מחקו אותי')
  t.match(chat.said(), /isn’t finished/)
  const yes = chat.ids()[0] ?? ''
  chat.world.pass(25 * 3_600_000)
  chat.tap(yes)
  t.same(chat.of('erase'), [])
  t.ok(chat.ids()[0]?.startsWith('erase_yes'))
})

test('stop: said once, then silence for words, pictures and progress', async t => {
  const chat = openChat()
  chat.load()
  const orderId = chat.order()
  chat.text('stop')
  t.same(chat.kinds(), ['acknowledge', 'say', 'opt_out'])
  chat.text('STOP')
  t.same(chat.kinds(), ['acknowledge', 'opt_out'], 'nothing is said')
  chat.text('hello?')
  t.same(chat.last(), [])
  chat.picture('c')
  t.same(chat.last(), [])
  chat.checkout(orderId)
  t.same(chat.of('say'), [])
  t.ok(chat.conversation().orders[0]?.url, 'but nothing is forgotten')
  chat.tap('styles')
  t.same(chat.ids(), ['start', 'support'], 'a tap is answered')
  chat.text('menu')
  t.same(chat.ids(), ['start', 'support'])
})

test('stop: what was paid for still comes, and what concerns money', async t => {
  const chat = openChat()
  chat.load()
  const orderId = chat.order()
  chat.text('הסירו אותי')
  chat.send({ kind: 'payment_failed', orderId, url: 'https://pay.example/x' })
  t.equal(chat.of('say').length, 1)
  chat.paid(orderId)
  t.equal(chat.of('say').length, 1)
  chat.created(orderId)
  t.same(chat.of('say'), [])
  chat.portraits(orderId)
  t.equal(chat.of('say').length, 3, 'no stars, no offer')
  chat.send({ kind: 'payment_refunded', orderId, amountMinor: 1, currency: 'ILS', full: false })
  t.equal(chat.of('say').length, 1)
})

test('what is read on a button of a template counts, whatever its id: promotions are stopped', async t => {
  for (const title of ['Stop promotions', 'הפסקת מבצעים']) {
    const chat = openChat()
    chat.load()
    const tap = { kind: 'button', id: 'campaign-7:2', title, messageId: 'wamid.tap' } as const
    t.ok(isRight(tap), 'also while a person answers')
    chat.send(tap)
    t.ok(chat.kinds().includes('opt_out'), title)
    chat.send({ ...tap, title: 'Start' })
    t.ok(chat.kinds().includes('opt_in'))
    chat.send({ ...tap, id: 'menu' })
    t.notOk(chat.kinds().includes('opt_out'), 'an id of ours comes first')
  }
})

test('start turns messages on again and shows where we are', async t => {
  const chat = openChat()
  chat.load()
  chat.text('unsubscribe')
  chat.text('התחל')
  t.equal(chat.kinds()[1], 'opt_in')
  t.ok(chat.ids().includes('styles'))
  chat.text('start')
  t.equal(chat.of('say').length, 1, 'it is not said again that they are on')
  t.ok(chat.ids().includes('styles'))
})
