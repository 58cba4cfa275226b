import assert from 'node:assert/strict'
import {
  type Conversation,
  type Decision,
  decide,
  type Effect,
  type Input,
  startConversation,
  type World,
} from '@astria-bot/conversation'
import { bodyOf, faultsOf, idsOf, messagesOf } from './limits.ts'
import { createWorld } from './world.ts'

type Judge = (before: Conversation, input: Input, world: World, decided: Decision) => void
type Changes = NonNullable<Parameters<typeof createWorld>[0]> & {
  readonly judge?: Judge
  /** Where it goes on, if it is not the beginning. */
  readonly begin?: Conversation
}
type Verdict = Extract<Input, { kind: 'picture_inspected' }>

/** A conversation that is played in a test. Every decision is checked: it survives storage and keeps to the limits. */
export function openChat(changes: Changes = {}) {
  const world = createWorld(changes)
  let conversation: Conversation = changes.begin ?? startConversation(world.next())
  let last: readonly Effect[] = []
  const log: Effect[] = []
  let messages = 0

  const send = (input: Input): readonly Effect[] => {
    world.pass(1000)
    const around = world.next()
    const decided = decide(conversation, input, around)
    changes.judge?.(conversation, input, around, decided)
    conversation = JSON.parse(JSON.stringify(decided.next))
    assert.deepEqual(conversation, decided.next, 'the conversation survives being stored')
    assert.deepEqual(messagesOf(decided.effects).flatMap(faultsOf), [])
    last = decided.effects
    log.push(...last)
    return last
  }
  const messageId = (): string => `wamid.${++messages}`

  const chat = {
    world,
    log,
    send,
    conversation: () => conversation,
    state: () => conversation.state,
    last: () => last,
    ids: () => idsOf(last),
    /** What was just said, as one text. */
    said: () => messagesOf(last).map(bodyOf).join('\n'),
    kinds: () => last.map(effect => effect.kind),
    of: <K extends Effect['kind']>(kind: K) =>
      last.filter((effect): effect is Extract<Effect, { kind: K }> => effect.kind === kind),
    text: (text: string) => send({ kind: 'text', text, messageId: messageId() }),
    tap: (id: string) => send({ kind: 'button', id, messageId: messageId() }),
    picture: (pictureId: string) => send({ kind: 'picture', pictureId, messageId: `wamid.${pictureId}` }),
    inspect: (pictureId: string, verdict: Verdict['verdict'], more: Partial<Verdict> = {}) =>
      send({
        kind: 'picture_inspected',
        pictureId,
        messageId: `wamid.${pictureId}`,
        setId: conversation.pictures.setId,
        verdict,
        reasons: [],
        className: 'woman',
        ...more,
      }),
    albumEnds: () => {
      world.pass(60_000)
      return send({ kind: 'timer_due', name: 'album' })
    },
    /** Taps the offered button or row whose id begins so. */
    choose: (start: string) => {
      const id = idsOf(last).find(offered => offered.startsWith(start))
      assert.ok(id, `${start} is offered, among ${idsOf(last)}`)
      return chat.tap(id)
    },
    consent: () => {
      chat.tap('ready')
      chat.choose('consent:yes')
    },
    /** Two good pictures: enough. */
    load: (className = 'woman') => {
      chat.consent()
      for (const pictureId of ['a', 'b']) {
        chat.picture(pictureId)
        chat.inspect(pictureId, 'accepted', { className })
      }
      chat.albumEnds()
    },
    /** Orders a style, and returns the order's id. */
    order: (packId = 'garden') => {
      chat.tap(`pack:${packId}:woman`)
      chat.choose('terms:')
      const [placed] = chat.of('place_order')
      assert.ok(placed, 'an order was placed')
      return placed.order.orderId
    },
    checkout: (orderId: string) => send({ kind: 'checkout_opened', orderId, url: `https://pay.example/${orderId}` }),
    paid: (orderId: string) => send({ kind: 'payment_received', orderId }),
    created: (orderId: string, minutes: number | null = 20) =>
      send({
        kind: 'tune_created',
        orderId,
        tuneId: `tune-${orderId}`,
        training: true,
        readyAt: minutes === null ? null : world.now() + minutes * 60_000,
      }),
    finished: (orderId: string) =>
      send({
        kind: 'tune_finished',
        orderId,
        tuneId: `tune-${orderId}`,
        className: 'woman',
        expiresAt: world.now() + 30 * 86_400_000,
      }),
    portraits: (orderId: string, complete = true, names = ['1', '2']) =>
      send({
        kind: 'portraits_ready',
        orderId,
        tuneId: `tune-${orderId}`,
        portraits: names.map(name => ({
          portraitId: `${orderId}-${name}`,
          file: { fileKey: `results/${name}`, mimeType: name === 'film' ? 'video/mp4' : 'image/jpeg' },
        })),
        complete,
      }),
    /** From pictures to rated portraits; returns the order's id. */
    deliver: () => {
      chat.load()
      const orderId = chat.order()
      chat.checkout(orderId)
      chat.paid(orderId)
      chat.created(orderId)
      chat.finished(orderId)
      chat.portraits(orderId)
      return orderId
    },
  }
  return chat
}

export type Chat = ReturnType<typeof openChat>
