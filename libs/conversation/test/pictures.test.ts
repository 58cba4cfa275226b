import type { PictureReason } from '@astria-bot/conversation'
import { test } from 'tap'
import { openChat } from './chat.ts'

test('an accepted picture gets a reaction and no words', async t => {
  const chat = openChat()
  chat.consent()
  chat.picture('a')
  t.same(chat.kinds(), ['acknowledge', 'submit_picture'])
  chat.inspect('a', 'accepted')
  t.same(chat.of('say'), [{ kind: 'say', message: { type: 'reaction', messageId: 'wamid.a', emoji: '🤩' } }])
  t.same(chat.of('set_timer'), [{ kind: 'set_timer', name: 'album', at: chat.world.now() + 4000 }])
})

const reasons: readonly PictureReason[] = [
  ...(['unreadable', 'too_large', 'too_small', 'too_dark', 'too_bright', 'blurry', 'duplicate'] as const),
  ...(['no_person', 'several_people', 'sunglasses', 'hat', 'funny_face', 'low_quality', 'expired'] as const),
]

test('a refused picture is quoted with its reason, a sentence of its own in both languages', async t => {
  for (const language of ['en', 'he'] as const) {
    const chat = openChat({ settings: { defaultLanguage: language } })
    chat.consent()
    const sentences = reasons.map(reason => {
      chat.picture(reason)
      chat.inspect(reason, 'refused', { reasons: [reason, 'low_quality'] })
      const [reaction, text] = chat.of('say').map(effect => effect.message)
      t.match(reaction, { type: 'reaction', emoji: '❌', messageId: `wamid.${reason}` })
      t.match(text, { type: 'text', quote: `wamid.${reason}` })
      return chat.said()
    })
    t.equal(new Set(sentences).size, reasons.length)
    chat.picture('nameless')
    chat.inspect('nameless', 'refused')
    t.ok(chat.said().length > 10, 'also when the reason is not known')
  }
})

test('a held picture gets neutral words and a person', async t => {
  const chat = openChat()
  chat.consent()
  chat.picture('a')
  chat.inspect('a', 'held')
  t.match(chat.of('say')[0]?.message, { type: 'text', quote: 'wamid.a' })
  t.same(chat.of('alert'), [{ kind: 'alert', reason: 'picture_held' }])
  chat.albumEnds()
  t.equal(chat.said(), '', 'nothing to sum up')
  chat.inspect('a', 'held')
  t.same(chat.last(), [], 'not twice')
  chat.inspect('a', 'accepted')
  t.equal(chat.conversation().pictures.accepted.length, 1, 'the person decided')
})

test('a burst gets one summary', async t => {
  const chat = openChat({ settings: { minPictures: 3 } })
  chat.consent()
  for (const id of ['a', 'b', 'c']) chat.picture(id)
  chat.inspect('a', 'accepted')
  chat.inspect('b', 'refused', { reasons: ['hat'] })
  chat.send({ kind: 'timer_due', name: 'album' })
  t.same(chat.kinds(), ['set_timer'], 'one is still being judged')
  chat.inspect('c', 'accepted')
  chat.send({ kind: 'timer_due', name: 'album' })
  t.match(chat.said(), /2 of 3 photos/)
  chat.send({ kind: 'timer_due', name: 'album' })
  t.same(chat.last(), [])
})

test('a picture that is never judged does not hold the summary up for ever', async t => {
  const chat = openChat()
  chat.consent()
  chat.picture('lost')
  chat.picture('a')
  chat.inspect('a', 'accepted')
  chat.albumEnds()
  t.match(chat.said(), /1 of 2 photos/)
})

test('none of them good: examples are offered', async t => {
  const chat = openChat()
  chat.consent()
  chat.picture('a')
  chat.inspect('a', 'refused', { reasons: ['blurry'] })
  chat.albumEnds()
  t.same(chat.ids(), ['tips', 'support'])
})

test('enough pictures: a list to choose a style, add more or start over', async t => {
  const chat = openChat()
  chat.load()
  t.equal(chat.state(), 'PICTURES_LOADED')
  t.same(chat.ids(), ['styles', 'add_pictures', 'restart', 'support'])
  chat.choose('add_pictures')
  t.match(chat.said(), /up to 2 more photos/)
  chat.text('hello?')
  t.same(chat.ids(), ['styles', 'add_pictures', 'restart', 'support'], 'text brings the list back')
})

test('more than the most are not taken, said once', async t => {
  const chat = openChat()
  chat.load()
  chat.picture('c')
  chat.picture('d')
  chat.picture('e')
  t.match(chat.said(), /as many photos as I can check at once/)
  t.same(chat.of('submit_picture'), [])
  chat.picture('f')
  t.same(chat.last(), [])
  t.equal(chat.conversation().pictures.pending.length, 2)
  chat.inspect('c', 'accepted')
  chat.inspect('d', 'accepted')
  chat.world.pass(60_000)
  chat.picture('g')
  t.match(chat.said(), /as many photos as I can use/)
})

test('a verdict about an earlier set, or a second one, changes nothing', async t => {
  const chat = openChat()
  chat.consent()
  chat.picture('a')
  const old = chat.conversation().pictures.setId
  chat.inspect('a', 'accepted')
  chat.inspect('a', 'refused', { reasons: ['hat'] })
  t.same(chat.last(), [])
  chat.text('restart')
  chat.choose('restart_yes')
  t.same(chat.of('discard_pictures'), [{ kind: 'discard_pictures', setId: old }])
  chat.inspect('a', 'accepted', { setId: old })
  t.same(chat.last(), [])
  t.equal(chat.conversation().pictures.accepted.length, 0)
})

test('the same picture in an earlier and in this set: only the verdict about this one counts', async t => {
  const chat = openChat()
  chat.consent()
  chat.picture('a')
  const old = chat.conversation().pictures.setId
  chat.text('restart')
  chat.choose('restart_yes')
  chat.picture('a')
  chat.inspect('a', 'accepted', { setId: old })
  t.same(chat.last(), [])
  chat.inspect('a', 'accepted')
  t.equal(chat.conversation().pictures.accepted.length, 1)
})

test('of those that waited for a new consent, only as many are taken as there is room for', async t => {
  const chat = openChat()
  chat.load()
  chat.world.change({ settings: { consentVersion: '2' } })
  for (const id of ['c', 'd', 'e', 'f']) chat.picture(id)
  chat.tap('consent:yes:2')
  t.equal(chat.of('submit_picture').length, 2)
})

test('nothing is discarded by delivering what was made of the current pictures', async t => {
  const chat = openChat()
  chat.deliver()
  t.same(
    chat.log.filter(effect => effect.kind === 'discard_pictures'),
    [],
  )
})

test('a picture that was taken back leaves the set, and a customer with too few sends more', async t => {
  const chat = openChat()
  chat.load()
  chat.picture('c')
  chat.send({ kind: 'picture_withdrawn', pictureId: 'c' })
  t.same(chat.last(), [{ kind: 'withdraw_picture', pictureId: 'c' }], 'no words while there are enough')
  chat.inspect('c', 'accepted')
  t.same(chat.last(), [], 'and its verdict comes too late')
  chat.send({ kind: 'picture_withdrawn', pictureId: 'a' })
  t.equal(chat.state(), 'NEW')
  t.match(chat.said(), /1 of 2 photos/)
  chat.send({ kind: 'picture_withdrawn', pictureId: 'a' })
  t.same(chat.last(), [], 'not twice')
  chat.picture('d')
  chat.inspect('d', 'accepted')
  t.equal(chat.state(), 'PICTURES_LOADED')
  chat.order()
  const [placed] = chat.of('place_order')
  t.same(placed?.order.pictureIds, ['b', 'd'])
})

test('a picture that waits for consent is forgotten; one that was ordered with stays', async t => {
  const early = openChat()
  early.picture('a')
  early.send({ kind: 'picture_withdrawn', pictureId: 'a' })
  t.same([early.last(), early.conversation().pictures.waiting], [[], []])

  const chat = openChat()
  chat.load()
  chat.order()
  chat.send({ kind: 'picture_withdrawn', pictureId: 'a' })
  t.same([chat.last(), chat.conversation().pictures.accepted.length], [[], 2])
})
