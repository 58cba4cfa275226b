import { test } from 'tap'
import { openChat } from './chat.ts'

test('first contact is greeted with a list: begin, how it works, language, support', async t => {
  const chat = openChat({ name: 'Dana' })
  chat.text('hi')
  t.match(chat.said(), /^Hi Dana! 👋/)
  t.same(chat.ids(), ['begin', 'how', 'language', 'support'])
  chat.text('and now?')
  t.notMatch(chat.said(), /Hi/, 'the first words are said once')
  t.same(chat.ids(), ['begin', 'how', 'language', 'support'])
})

test('opening the chat greets once', async t => {
  const chat = openChat()
  chat.send({ kind: 'opened' })
  t.match(chat.said(), /^Hi there!/)
  chat.send({ kind: 'opened' })
  t.same(chat.last(), [])
})

test('a name from outside cannot disturb the text', async t => {
  const chat = openChat({ name: `\u202e\n ${'דנה '.repeat(40)}` })
  chat.text('hi')
  t.match(chat.said(), /^Hi \u2068דנה[^\n\u202e]{0,30}\u2069! 👋/)
  t.match(openGreeting('   '), /^Hi there!/)
})

function openGreeting(name: string): string {
  const chat = openChat({ name })
  chat.text('hi')
  return chat.said()
}

test('somebody whose first words are Hebrew is answered in Hebrew', async t => {
  const chat = openChat()
  chat.text('היי, אפשר פרטים?')
  t.same(chat.of('set_language'), [{ kind: 'set_language', language: 'he' }])
  t.match(chat.said(), /היי!/)
  chat.tap('speak:en')
  t.match(chat.said(), /in English/)
  chat.text('שלום')
  t.equal(chat.conversation().language, 'en', 'a choice is not overruled')
})

test('begin shows the guidelines, and examples in words', async t => {
  const chat = openChat()
  chat.text('hi')
  chat.choose('begin')
  t.match(chat.said(), /at least 2 photos/)
  chat.choose('tips')
  t.match(chat.said(), /mirror selfie/)
  chat.choose('ready')
  t.match(chat.said(), /permission/)
})

test('how it works says that the model is kept for 30 days, and leads on', async t => {
  const chat = openChat()
  chat.text('hi')
  chat.choose('how')
  t.match(chat.said(), /30 days/)
  chat.choose('begin')
  t.match(chat.said(), /at least 2 photos/)
})

test('voice, video and stickers: only words and photos work, said once to a burst', async t => {
  const chat = openChat()
  chat.send({ kind: 'other', mediaType: 'audio', messageId: 'wamid.v1' })
  t.match(chat.said(), /only words and photos/)
  t.same(chat.last()[0], { kind: 'acknowledge', messageId: 'wamid.v1' })
  chat.send({ kind: 'other', mediaType: 'video', messageId: 'wamid.v2' })
  t.same(chat.last(), [])
  chat.world.pass(60_000)
  chat.send({ kind: 'other', mediaType: 'sticker', messageId: 'wamid.v3' })
  t.match(chat.said(), /only words and photos/)
})

test('a reaction needs no answer', async t => {
  const chat = openChat()
  chat.send({ kind: 'reaction', emoji: '❤️', messageId: 'wamid.r' })
  t.same(chat.last(), [])
})

test('words out of place show where the customer stands, not the welcome', async t => {
  const chat = openChat()
  chat.consent()
  chat.text('how many?')
  t.match(chat.said(), /2 more good photos/)
  chat.picture('a')
  chat.inspect('a', 'accepted')
  chat.text('like this?')
  t.match(chat.said(), /1 of 2 photos/)
})
