import assert from 'node:assert/strict'
import type { Conversation, Decision, Effect, Input, World } from '@astria-bot/conversation'
import { bodyOf, messagesOf } from './limits.ts'

/** What the customer saw and did so far, as far as the promises need it. Written apart from the code under test. */
export function createJudge() {
  const placed = new Set<string>()
  const termsShown = new Map<string, string>()
  const submitted = new Map<string, string>()
  const accepted = new Set<string>()
  const withdrawn = new Set<string>()
  const models = new Map<string, number>()
  let consents = new Set<string>()

  /** Holds one decision to every promise. */
  return function judge(before: Conversation, input: Input, world: World, { next, effects }: Decision): void {
    if (input.kind === 'tune_finished') models.set(input.tuneId, input.expiresAt)
    if (input.kind === 'picture_inspected' && input.verdict === 'accepted') {
      accepted.add(`${input.setId} ${input.pictureId}`)
    }
    if (input.kind === 'picture_inspected' && input.verdict === 'refused') submitted.delete(input.pictureId)
    for (const effect of effects) {
      if (effect.kind === 'record_consent') consents.add(effect.version)
      if (effect.kind === 'submit_picture') {
        assert.ok(consents.has(world.settings.consentVersion), 'no picture is kept without the consent in force')
        assert.notEqual(submitted.get(effect.pictureId), effect.setId, 'a picture is submitted once to a set')
        submitted.set(effect.pictureId, effect.setId)
        withdrawn.delete(effect.pictureId)
      }
      if (effect.kind === 'withdraw_picture') {
        withdrawn.add(effect.pictureId)
        submitted.delete(effect.pictureId)
      }
      if (effect.kind === 'place_order') judgeOrder(effect.order, before, input, world)
    }
    for (const message of messagesOf(effects)) {
      if (message.type !== 'buttons') continue
      for (const { id } of message.buttons) if (id.startsWith('terms:')) termsShown.set(id, bodyOf(message))
    }
    judgePortraits(input, effects)
    judgeSilence(before, next, input, effects)
    judgeForm(input, effects)
    judgeState(next)
    if (effects.some(effect => effect.kind === 'erase')) consents = new Set()
  }

  function judgeOrder(
    order: Extract<Effect, { kind: 'place_order' }>['order'],
    before: Conversation,
    input: Input,
    world: World,
  ): void {
    assert.ok(!placed.has(order.orderId), 'one order for one draft')
    placed.add(order.orderId)
    assert.ok(input.kind === 'button' && input.id === `terms:${order.orderId}`, 'an order is a tap on its own terms')
    const terms = termsShown.get(input.id) ?? ''
    assert.ok(terms.includes(order.packTitle), 'of terms that were shown')
    assert.ok(terms.includes(`₪${order.amountMinor / 100}`.replace('.5', '.50').replace('1249', '1,249')), terms)
    assert.equal(order.amountMinor, world.settings.prices[order.tier], 'at today’s price')
    assert.ok(consents.size > 0, 'no order without consent')
    assert.equal(before.optedOut, false)
    if (order.tuneId === null) {
      assert.ok(order.pictureIds.length > 0, 'made from pictures')
      for (const id of order.pictureIds)
        assert.ok(accepted.has(`${before.pictures.setId} ${id}`), 'that are good, of this set')
      for (const id of order.pictureIds) assert.ok(!withdrawn.has(id), 'and none that was taken back')
    } else {
      assert.deepEqual(order.pictureIds, [])
      assert.ok((models.get(order.tuneId) ?? 0) > world.now, 'or from a model that is still there')
    }
  }
}

function judgePortraits(input: Input, effects: readonly Effect[]): void {
  const said = effects.flatMap(effect =>
    effect.kind === 'say' && (effect.message.type === 'image' || effect.message.type === 'video') ? [effect.once] : [],
  )
  const expected =
    input.kind === 'portraits_ready' ? input.portraits.map(({ portraitId }) => `portrait:${portraitId}`) : []
  assert.deepEqual(said, expected, 'every portrait, under its own key')
}

const quietKinds: readonly Input['kind'][] = [
  ...(['picture', 'other', 'reaction', 'opened', 'picture_inspected', 'picture_withdrawn', 'checkout_opened'] as const),
  ...(['tune_created', 'tune_finished', 'timer_due'] as const),
]
const asked = /^(menu|status|language|english|support|restart|start|delete my data|stop|עברית|תפריט|התחל|להתחיל מחדש)$/

function judgeSilence(before: Conversation, next: Conversation, input: Input, effects: readonly Effect[]): void {
  const says = effects.filter(effect => effect.kind === 'say')
  const isFreeText = input.kind === 'text' && !asked.test(input.text)
  if (before.optedOut && (quietKinds.includes(input.kind) || isFreeText)) assert.deepEqual(says, [], 'stop is stop')
  const isStop = input.kind === 'text' && input.text === 'stop'
  const isAsked = input.kind === 'button' || (input.kind === 'text' && !isFreeText)
  if (isAsked && !(isStop && before.optedOut)) assert.ok(says.length > 0, 'who asks is answered')
  if (isFreeText && !before.optedOut) assert.ok(says.length > 0, 'words are answered')
  if (next.optedOut && !before.optedOut) assert.ok(effects.some(effect => effect.kind === 'opt_out'))
}

function judgeForm(input: Input, effects: readonly Effect[]): void {
  const kinds = effects.map(effect => effect.kind)
  if (kinds.includes('erase')) assert.equal(kinds.indexOf('erase'), kinds.length - 1, 'erase is the last effect')
  const isMessage = 'messageId' in input && input.kind !== 'picture_inspected'
  assert.equal(kinds.indexOf('acknowledge'), isMessage && kinds.length > 0 ? 0 : -1)
  assert.equal(kinds.lastIndexOf('acknowledge'), kinds.indexOf('acknowledge'))
}

const common = ['version', 'language', 'consent', 'optedOut', 'orders', 'models', 'pictures', 'told', 'state']
const own: Readonly<Record<Conversation['state'], readonly string[]>> = {
  NEW: ['step'],
  PICTURES_LOADED: ['className', 'draft'],
  TUNE_READY: ['reuse'],
  WRITING_FEEDBACK: ['rating', 'after'],
}

function judgeState(next: Conversation): void {
  assert.deepEqual(Object.keys(next).sort(), [...common, ...own[next.state]].sort(), 'nothing of another state is left')
}
