import type { Input } from '@astria-bot/conversation'
import fc from 'fast-check'
import type { Chat } from './chat.ts'
import { idsOf } from './limits.ts'
import { packs, settings } from './world.ts'

/** One thing that happens; the number chooses among what is possible then. */
export type Move = readonly [kind: keyof typeof moves, pick: number]

/** Random histories: what customers do, and what the other services say about orders that were really placed. */
export const histories: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.tuple(
    fc.constantFrom(
      ...(['tapRecent', 'tapRecent', 'tapRecent', 'tapOld', 'tapNonsense', 'say', 'command', 'goodPictures'] as const),
      ...(['picture', 'picture', 'verdict', 'verdict', 'verdict', 'order', 'order', 'order', 'timer'] as const),
      ...(['other', 'pass', 'change', 'wantAndAgree', 'rate', 'strangeOrder', 'withdraw'] as const),
    ),
    fc.nat(100_000),
  ),
  { maxLength: 70, size: 'max' },
)

const commands = [
  ...['menu', 'status', 'language', 'עברית', 'english', 'support', 'restart', 'start', 'start', 'delete my data'],
  ...['stop', 'תפריט', 'התחל', 'להתחיל מחדש'],
]
const texts = [
  'hi',
  'שלום 😀',
  '',
  ' ',
  '\u202e',
  'x'.repeat(5000),
  'I agree',
  '⁨',
  '__proto__',
  '1',
  'pack:garden:woman',
]
const classNames = ['woman', 'woman', 'woman', 'man', 'dragon', '', null]

const at = <T>(items: readonly T[], pick: number): T | undefined => items[pick % Math.max(1, items.length)]

function submitted(chat: Chat): { pictureId: string; setId: string }[] {
  return chat.log.flatMap(effect => (effect.kind === 'submit_picture' ? [effect] : []))
}

function placed(chat: Chat): string[] {
  return chat.log.flatMap(effect => (effect.kind === 'place_order' ? [effect.order.orderId] : []))
}

function tap(chat: Chat, ids: readonly string[], pick: number): void {
  const id = at(ids, pick)
  if (id !== undefined) chat.tap(id)
}

/** Everything that the other services may say about an order, in any order and any number of times. */
function aboutOrder(chat: Chat, orderId: string, pick: number): void {
  const again = pick % 3 === 0 ? '' : `?${pick}`
  const events: readonly (() => unknown)[] = [
    () => chat.checkout(orderId),
    () => chat.paid(orderId),
    () => chat.created(orderId, pick % 2 ? 20 : null),
    () => chat.finished(orderId),
    () => chat.portraits(orderId, true, ['1', '2', 'film']),
    () => chat.portraits(orderId, true, ['1', '2']),
    () => chat.portraits(orderId, false, ['1']),
    () => chat.send({ kind: 'payment_failed', orderId, url: `https://pay.example/${orderId}${again}` }),
    () => chat.send({ kind: 'payment_held', orderId }),
    () => {
      const url = pick % 4 === 0 ? null : `https://pay.example/${orderId}`
      return chat.send({ kind: 'payment_returned', orderId, amountMinor: pick % 9999, currency: 'ILS', url })
    },
    () => chat.send({ kind: 'tune_failed', orderId }),
    () =>
      chat.send({ kind: 'payment_refunded', orderId, amountMinor: pick % 9999, currency: 'ILS', full: pick % 2 === 0 }),
  ]
  at(events, pick)?.()
}

const moves = {
  tapRecent: (chat: Chat, pick: number) => tap(chat, chat.ids(), pick),
  tapOld: (chat: Chat, pick: number) => tap(chat, idsOf(chat.log), pick),
  tapNonsense: (chat: Chat, pick: number) =>
    tap(chat, ['', 'terms:', 'terms:order-3', 'pack:nothing:woman', 'rate:x:5', 'model:x', 'class:x:y', ':::'], pick),
  say: (chat: Chat, pick: number) => void chat.text(at(texts, pick) ?? ''),
  command: (chat: Chat, pick: number) => void chat.text(at(commands, pick) ?? ''),
  picture: (chat: Chat, pick: number) => void chat.picture(`picture-${pick % 40}`),
  goodPictures: (chat: Chat, pick: number) => {
    for (const pictureId of [`good-${pick}`, `good-${pick}-b`]) {
      chat.picture(pictureId)
      chat.inspect(pictureId, 'accepted')
    }
  },
  verdict: (chat: Chat, pick: number) => {
    const picture = at(submitted(chat), Math.floor(pick / 7))
    if (!picture) return
    const verdict = at(['accepted', 'accepted', 'accepted', 'refused', 'held'] as const, pick) ?? 'held'
    chat.inspect(picture.pictureId, verdict, {
      setId: picture.setId,
      className: at(classNames, pick) ?? null,
      reasons: pick % 2 ? ['hat'] : [],
    })
  },
  withdraw: (chat: Chat, pick: number) => {
    const pictureId = at(submitted(chat), pick)?.pictureId
    if (pictureId !== undefined) chat.send({ kind: 'picture_withdrawn', pictureId })
  },
  wantAndAgree: (chat: Chat, pick: number) => {
    chat.tap(`pack:${at(packs, pick)?.packId}:woman`)
    tap(
      chat,
      chat.ids().filter(id => id.startsWith('terms:')),
      0,
    )
  },
  rate: (chat: Chat, pick: number) => {
    const orderId = at(placed(chat), pick)
    if (orderId !== undefined) chat.tap(`rate:${orderId}:${(pick % 5) + 1}`)
  },
  order: (chat: Chat, pick: number) => {
    const orderId = at(placed(chat), Math.floor(pick / 11))
    if (orderId !== undefined) aboutOrder(chat, orderId, pick)
  },
  strangeOrder: (chat: Chat, pick: number) => aboutOrder(chat, 'strange', pick),
  timer: (chat: Chat, pick: number) =>
    void chat.send({ kind: 'timer_due', name: pick % 3 ? 'album' : 'checkout_slow' }),
  other: (chat: Chat, pick: number) => {
    const inputs: readonly Input[] = [
      { kind: pick % 2 ? 'opened' : 'called' },
      { kind: 'other', mediaType: 'audio', messageId: 'wamid.other' },
      { kind: 'reaction', emoji: pick % 2 ? '❤️' : null, messageId: 'wamid.reaction' },
    ]
    const input = at(inputs, pick)
    if (input) chat.send(input)
  },
  pass: (chat: Chat, pick: number) =>
    chat.world.pass([1000, 61_000, 3_600_000, 90_000_000, 2_000_000_000][pick % 5] ?? 0),
  change: (chat: Chat, pick: number) => {
    const lite = 4900 + (pick % 3) * 100
    const changes = [
      { settings: { prices: { ...settings.prices, lite } } },
      { settings: { consentVersion: String(pick % 4) } },
      { settings: { minPictures: 1 + (pick % 3) } },
      { packs: packs.slice(pick % 3) },
      { packs },
    ]
    chat.world.change(at(changes, pick) ?? {})
  },
}

/** Lets it happen. */
export function play(chat: Chat, [kind, pick]: Move): void {
  moves[kind](chat, pick)
}
