import { type Conversation, uniteConversations } from '@astria-bot/conversation'
import { test } from 'tap'
import { type Chat, openChat } from './chat.ts'
import { settings } from './world.ts'

const unite = (into: Chat, from: Chat): Conversation =>
  uniteConversations(into.conversation(), renamed(from.conversation()), settings)

/** Ids are fresh in every chat, so two chats have the same ones: those of the other get a mark. */
const renamed = (conversation: Conversation): Conversation =>
  JSON.parse(JSON.stringify(conversation).replace(/"(set|order|tune)-/g, '"other-$1-'))

function gathering(...pictureIds: string[]): Chat {
  const chat = openChat()
  chat.consent()
  for (const pictureId of pictureIds) {
    chat.picture(pictureId)
    chat.inspect(pictureId, 'accepted')
  }
  return chat
}

test('models of both can be used again', async t => {
  const [into, from] = [openChat(), openChat()]
  into.deliver()
  from.deliver()
  const { models, orders, state } = unite(into, from)
  t.equal(models.length, 2)
  t.equal(orders.length, 2)
  t.equal(state, 'TUNE_READY')
})

test('pictures that both sent are together enough', async t => {
  const united = unite(gathering('a'), gathering('b'))
  t.equal(united.state, 'PICTURES_LOADED')
  t.same(
    united.pictures.accepted.map(({ pictureId }) => pictureId),
    ['a', 'b'],
  )
  t.equal(united.pictures.joined?.length, 1)
})

test('a verdict about a picture of the other set still counts', async t => {
  const from = gathering()
  from.picture('b')
  const united = unite(gathering('a'), from)
  const [setId] = united.pictures.joined ?? []
  const chat = openChat({ begin: united })
  chat.inspect('b', 'accepted', { setId: setId ?? '' })
  t.equal(chat.state(), 'PICTURES_LOADED')
})

test('who gathered nothing, or has used what they gathered, goes on with the set of the other', async t => {
  const greeted = openChat()
  greeted.text('hi')
  const taken = unite(greeted, gathering('b'))
  t.match(taken, { state: 'NEW', step: 'collecting', pictures: { accepted: [{ pictureId: 'b' }] } })
  t.equal(taken.pictures.setId, renamed(gathering('b').conversation()).pictures.setId)

  const returning = openChat()
  returning.deliver()
  const both = unite(returning, gathering('b'))
  t.match(both, { state: 'TUNE_READY', pictures: { used: false, accepted: [{ pictureId: 'b' }] } })
})

test('pictures that were paid for are not joined', async t => {
  const from = openChat()
  from.deliver()
  t.same(unite(gathering('c'), from).pictures, gathering('c').conversation().pictures)
})

test('a picture that an unpaid order of the other waits with is not taken back', async t => {
  const from = openChat()
  from.load()
  from.order()
  const chat = openChat({ begin: unite(gathering('c'), from) })
  chat.send({ kind: 'picture_withdrawn', pictureId: 'a' })
  t.same(chat.last(), [])
})
