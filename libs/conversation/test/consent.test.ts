import { test } from 'tap'
import { openChat } from './chat.ts'

test('pictures before consent wait, and are submitted when it is given', async t => {
  const chat = openChat()
  chat.picture('a')
  t.match(chat.said(), /permission/)
  chat.picture('b')
  t.same(chat.last(), [], 'a burst is asked once')
  t.same(
    chat.log.filter(effect => effect.kind === 'submit_picture'),
    [],
  )
  chat.tap('consent:yes:1')
  t.same(chat.of('record_consent'), [{ kind: 'record_consent', version: '1', at: chat.world.now() }])
  t.same(
    chat.of('submit_picture').map(effect => effect.pictureId),
    ['a', 'b'],
  )
  t.match(chat.said(), /your 2 photos/)
})

test('a picture that is sent twice is submitted once', async t => {
  const chat = openChat()
  chat.picture('a')
  chat.picture('a')
  chat.tap('consent:yes:1')
  t.equal(chat.of('submit_picture').length, 1)
  chat.picture('a')
  t.same(chat.last(), [])
})

test('what waits is bounded', async t => {
  const chat = openChat()
  for (let n = 0; n < 50; n++) chat.picture(`p${n}`)
  t.equal(chat.conversation().pictures.waiting.length, 4)
})

test('no thanks: polite, and nothing is kept', async t => {
  const chat = openChat()
  chat.picture('a')
  chat.tap('consent:no:1')
  t.match(chat.said(), /haven’t kept any photo/)
  t.same(chat.conversation().pictures.waiting, [])
  chat.text('hello')
  t.ok(chat.ids().includes('begin'), 'and the way back is open')
  chat.consent()
  t.same(chat.of('submit_picture'), [])
  t.match(chat.said(), /2 to 4 photos/)
})

test('words do not count as consent', async t => {
  const chat = openChat()
  chat.picture('a')
  chat.text('I agree')
  t.equal(chat.conversation().consent, null)
  t.match(chat.said(), /permission/)
})

test('agreeing twice goes on, and refusing afterwards offers deletion', async t => {
  const chat = openChat()
  chat.consent()
  chat.tap('consent:yes:1')
  t.same(chat.of('record_consent'), [])
  chat.tap('consent:no:1')
  t.ok(chat.ids().includes('erase'))
  t.ok(chat.conversation().consent)
})

test('a new version of the consent is asked for before the next picture', async t => {
  const chat = openChat()
  chat.load()
  chat.world.change({ settings: { consentVersion: '2' } })
  chat.picture('c')
  t.match(chat.said(), /permission/)
  t.same(chat.of('submit_picture'), [])
  chat.tap('consent:yes:1')
  t.equal(chat.conversation().consent?.version, '1', 'the old button asks again')
  const [yes = '', no = ''] = chat.ids()
  chat.tap(no)
  t.match(chat.said(), /won’t keep any new photos/)
  chat.picture('d')
  chat.tap(yes)
  t.equal(chat.of('submit_picture').length, 1)
  t.equal(chat.state(), 'PICTURES_LOADED')
})
