import { test } from 'tap'
import { type Chat, openChat } from './chat.ts'
import { idsOf } from './limits.ts'

const states: Readonly<Record<string, (chat: Chat) => void>> = {
  'NEW, first': () => {},
  'NEW, collecting': chat => chat.consent(),
  PICTURES_LOADED: chat => chat.load(),
  'PICTURES_LOADED, ordered': chat => {
    chat.load()
    chat.checkout(chat.order())
  },
  'TUNE_READY, training': chat => {
    chat.load()
    chat.paid(chat.order())
  },
  TUNE_READY: chat => chat.deliver(),
  WRITING_FEEDBACK: chat => chat.tap(`rate:${chat.deliver()}:1`),
}

/** Every id that a whole story offers. */
function offered(): string[] {
  const chat = openChat()
  chat.text('hi')
  for (const id of ['begin', 'tips', 'ready']) chat.tap(id)
  const orderId = chat.deliver()
  for (const word of ['menu', 'language', 'restart', 'delete my data', 'stop', 'start']) chat.text(word)
  for (const id of ['models', `model:tune-${orderId}`, 'tier:lite', 'pack:noir:woman', `rate:${orderId}:1`])
    chat.tap(id)
  return [...new Set([...idsOf(chat.log), 'tier:standard', 'more_packs:lite:3', `pay:${orderId}`, 'class:set-1:man'])]
}

test('every button of a whole story is answered in every state, and none of them orders', async t => {
  const ids = offered()
  t.ok(ids.length > 40, `${ids.length} ids`)
  for (const [state, reach] of Object.entries(states)) {
    for (const id of ids) {
      const chat = openChat({ name: 'Dana' })
      reach(chat)
      const drafts = chat.conversation()
      chat.tap(id)
      const isSilent = id === 'stop' && drafts.optedOut
      t.ok(isSilent || chat.of('say').length > 0, `${id} in ${state}`)
      t.same(chat.of('place_order'), [], `${id} in ${state}`)
    }
  }
})

test('ids that are not ours are answered too', async t => {
  const chat = openChat()
  for (const id of [
    '',
    ':',
    'toString',
    '__proto__',
    'constructor:x',
    'terms',
    'pack',
    'pack:%:%25',
    'rate:x',
    '😀'.repeat(60),
  ]) {
    chat.tap(id)
    t.ok(chat.of('say').length > 0, id)
  }
})

test('the quick reply of a template may be a command', async t => {
  const chat = openChat()
  chat.tap('Stop')
  t.ok(chat.conversation().optedOut)
})
