import type { Effect, Language, OutboundMessage, Pack } from '@astria-bot/conversation'
import { test } from 'tap'
import { type Chat, openChat } from './chat.ts'
import { bodyOf, idsOf, messagesOf } from './limits.ts'

// Every message that a whole story says is held to the limits by openChat itself; here the values are the worst.
const long = 'Ultra-Glamorous “Midnight in Jerusalem” 👩🏽‍🚀 '.repeat(12)
const rightToLeft = 'לילה בירושלים \u202e'.repeat(20)

const classNames = ['woman', 'man', 'boy', 'girl', 'baby', 'person', 'couple', 'dog', 'cat']

function packs(title: string): readonly Pack[] {
  return Array.from({ length: 40 }, (_, n) => ({
    packId: `${'p'.repeat(150)}${n}`,
    title: n === 7 ? ' \n' : `${title}${n}`,
    tier: (['lite', 'standard', 'premium'] as const)[n % 3] ?? 'lite',
    cover: n % 2 ? { fileKey: 'cover', mimeType: 'image/png' } : null,
    classes: [...classNames, 'כלב'.repeat(30)].map(className => ({
      className,
      imageCount: n === 0 ? 1 : 1_000_000 + n,
      example: n % 2 ? { fileKey: 'film', mimeType: 'video/mp4' } : null,
    })),
  }))
}

const verdicts = [
  ...(['unreadable', 'too_large', 'too_small', 'too_dark', 'too_bright', 'blurry', 'duplicate'] as const),
  ...(['no_person', 'several_people', 'sunglasses', 'hat', 'funny_face', 'low_quality', 'expired'] as const),
]
const words = ['menu', 'status', 'language', 'support', 'hello', 'delete my data']

/** One long story with every message on the way that the conversation can say. */
function playEverything(language: Language, title: string, minPictures: number): readonly Effect[] {
  const chat = openChat({
    name: `${title}${title}`,
    packs: packs(title),
    settings: {
      defaultLanguage: language,
      minPictures,
      maxPictures: minPictures + 1,
      prices: { lite: 0, standard: 99_999_999_999, premium: 12_345 },
      currency: language === 'he' ? 'ILS' : 'KWD',
      supportContact: `https://support.example/${'long/'.repeat(90)}`,
    },
  })
  const ask = () => words.map(word => chat.text(word))
  chat.send({ kind: 'opened' })
  chat.tap(`speak:${language}`)
  chat.tap('models')
  chat.send({ kind: 'called' })
  ask()
  for (const id of ['how', 'begin', 'tips', 'ready', 'consent:no:1', 'add_pictures', 'consent:no:1', 'styles'])
    chat.tap(id)
  chat.picture('early')
  for (const id of ['consent:yes:1', 'consent:no:1', 'ready']) chat.tap(id)
  chat.inspect('early', 'refused')
  for (const reason of verdicts) judged(chat, reason, 'refused')
  chat.albumEnds()
  judged(chat, 'h', 'held')
  for (let n = 0; n < minPictures; n++) {
    judged(chat, `good${n}`, 'accepted', n % 2 ? 'woman' : 'man')
    if (n < 2) chat.albumEnds()
    ask()
  }
  chat.tap('add_pictures')
  chat.text('restart')
  for (const id of ['late', 'later']) chat.picture(id)
  chat.inspect('late', 'refused')
  judged(chat, 'last', 'accepted', 'woman')
  chat.world.pass(90_000)
  chat.picture('too many')
  chat.world.pass(90_000)
  chat.send({ kind: 'other', mediaType: 'audio', messageId: 'wamid.o' })
  shop(chat)
  payAndReceive(chat, ask)
  return chat.log
}

function judged(chat: Chat, id: string, verdict: 'accepted' | 'refused' | 'held', className = 'woman'): void {
  chat.picture(id)
  chat.inspect(id, verdict, { className, reasons: verdicts.filter(reason => reason === id) })
}

function shop(chat: Chat): void {
  chat.tap('styles')
  chat.tap(chat.ids().find(id => id.startsWith('class:')) ?? 'styles')
  for (const tier of ['lite', 'standard', 'premium']) {
    chat.tap(`tier:${tier}`)
    chat.choose('example:')
    chat.tap(`more_packs:${tier}:3`)
    chat.tap(`more_packs:${tier}:12`)
    chat.choose('pack:')
    chat.text('menu')
    chat.text('hello')
  }
  changeOffers(chat)
}

/** Terms whose price has changed, and whose style is gone; and no style at all. */
function changeOffers(chat: Chat): void {
  const { packs: offered, settings } = chat.world.next()
  const terms = chat.conversation().state === 'PICTURES_LOADED' ? chat.log.flatMap(termsIn).at(-1) : undefined
  chat.world.change({ settings: { prices: { ...settings.prices, premium: 99_999_999_999 } } })
  chat.tap(terms ?? '')
  chat.world.change({ packs: [] })
  chat.choose('terms:')
  chat.world.change({ packs: offered })
  chat.tap('keep')
}

const termsIn = (effect: Effect): string[] => idsOf([effect]).filter(id => id.startsWith('terms:'))

/** Orders again with a saved model, to every end that an order can have. */
function orderAgain(chat: Chat): void {
  const ends = ['refunded', 'failed', 'held', 'paid', 'training', 'making', 'delivered'] as const
  for (const end of ends) {
    chat.tap('model:t2')
    chat.tap('tier:standard')
    chat.choose('pack:')
    chat.choose('terms:')
    const orderId = chat.of('place_order')[0]?.order.orderId ?? ''
    if (end === 'held') chat.send({ kind: 'payment_held', orderId })
    else chat.paid(orderId)
    if (end === 'failed') chat.send({ kind: 'tune_failed', orderId })
    if (end === 'refunded')
      chat.send({ kind: 'payment_refunded', orderId, amountMinor: 99_999_999_999, currency: 'ILS', full: true })
    if (end === 'making') chat.send({ kind: 'tune_created', orderId, tuneId: 't2', training: false, readyAt: null })
    if (end === 'training') chat.created(orderId, null)
    if (end === 'delivered') chat.portraits(orderId)
    chat.tap(`pay:${orderId}`)
  }
  chat.text('status')
}

/** Every word for who is on the pictures. */
function showModels(chat: Chat): void {
  for (const className of classNames) {
    const expiresAt = chat.world.now() + 86_400_000 * 45
    chat.send({ kind: 'tune_finished', orderId: 'x', tuneId: `${className}${'t'.repeat(150)}`, className, expiresAt })
    chat.tap('models')
  }
}

function payAndReceive(chat: Chat, ask: () => void): void {
  chat.world.change({ settings: { consentVersion: '2' } })
  for (const answer of ['no', 'yes']) chat.tap(`consent:${answer}:2`)
  chat.tap('tier:standard')
  chat.choose('pack:')
  chat.choose('terms:')
  const orderId = chat.of('place_order')[0]?.order.orderId ?? ''
  chat.tap(`terms:${orderId}`)
  chat.send({ kind: 'timer_due', name: 'checkout_slow' })
  chat.checkout(orderId)
  ask()
  chat.send({ kind: 'payment_failed', orderId, url: 'https://pay.example/again' })
  chat.send({ kind: 'payment_held', orderId })
  chat.paid(orderId)
  chat.created(orderId, 100_000)
  ask()
  chat.finished(orderId)
  chat.portraits(orderId, false)
  chat.portraits(orderId)
  for (const id of [`rate:${orderId}:5`, `rate:${orderId}:1`]) chat.tap(id)
  chat.picture('words only')
  chat.text('more light')
  chat.tap(`rate:${orderId}:1`)
  chat.choose('skip_feedback')
  ask()
  chat.tap('models')
  for (const tuneId of ['t2', 't3']) {
    const expiresAt = chat.world.now() + 86_400_000 * 45
    chat.send({
      kind: 'tune_finished',
      orderId,
      tuneId,
      className: tuneId === 't2' ? 'woman' : 'כלב'.repeat(30),
      expiresAt,
    })
    chat.tap('models')
  }
  orderAgain(chat)
  showModels(chat)
  chat.picture('for a new model')
  chat.tap('new_model')
  chat.tap('models')
  chat.choose('model:')
  chat.tap('new_model')
  chat.tap('model:gone')
  chat.send({ kind: 'payment_refunded', orderId, amountMinor: 99_999_999_999, currency: 'ILS', full: true })
  for (const word of ['stop', 'menu', 'start']) chat.text(word)
  chat.text('delete my data')
  chat.choose('erase_yes')
}

const stories: readonly (readonly [string, string, number])[] = [
  ['long titles', long, 3],
  ['right-to-left titles', rightToLeft, 2],
  ['the smallest numbers', 'A', 1],
]

test('every message of a whole story with the worst values keeps to the limits, in both languages', async t => {
  for (const [name, title, minPictures] of stories) {
    for (const language of ['en', 'he'] as const) {
      const log = playEverything(language, title, minPictures)
      t.ok(messagesOf(log).length > 100, `${name}, ${language}: ${messagesOf(log).length} messages`)
    }
  }
})

/** The phrases themselves, from the built lib: each look at one of them is noted. */
async function watch(language: Language): Promise<{ all: readonly string[]; seen: ReadonlySet<string> }> {
  const module = await import(new URL(`../phrases/${language}.js`, import.meta.url).href)
  const all: string[] = []
  const seen = new Set<string>()
  const look = (group: Record<string, unknown>, path: string): void => {
    for (const [key, phrase] of Object.entries(group)) {
      const name = `${path}.${key}`
      if (phrase && typeof phrase === 'object' && !Array.isArray(phrase)) look(phrase as Record<string, unknown>, name)
      else {
        all.push(name)
        const get = () => {
          seen.add(name)
          return phrase
        }
        Object.defineProperty(group, key, { get, enumerable: true })
      }
    }
  }
  look(module[language], language)
  return { all, seen }
}

test('these stories leave no phrase out', async t => {
  for (const language of ['en', 'he'] as const) {
    const { all, seen } = await watch(language)
    for (const [, title, minPictures] of stories) playEverything(language, title, minPictures)
    t.same(
      all.filter(name => !seen.has(name)),
      [],
    )
  }
})

const outsideIsolates = (text: string): string => text.replace(/\u2068[^\u2069]*\u2069/g, '')
const textsOf = (message: OutboundMessage): string[] => {
  const rows = message.type === 'list' ? message.sections.flatMap(section => section.rows) : []
  return [bodyOf(message), ...rows.flatMap(row => row.description ?? [])]
}

test('in Hebrew, numbers, prices, links and foreign words are isolated', async t => {
  const bilingual = /English|Which language would you like\?/g
  const texts = messagesOf(playEverything('he', 'Garden', 3)).flatMap(textsOf)
  const bare = texts.map(text => outsideIsolates(text).replace(bilingual, '')).filter(text => /[0-9A-Za-z₪]/.test(text))
  // The title of a style stands alone in its row.
  t.same(
    bare.filter(text => !/^Garden\d*$/.test(text)),
    [],
  )
})

test('in English, there is no Hebrew but where both languages are offered', async t => {
  const bilingual = /עברית|באיזו שפה נמשיך\?/g
  const texts = messagesOf(playEverything('en', 'Garden', 3)).flatMap(textsOf)
  t.same(
    texts
      .map(text => text.replace(bilingual, ''))
      .filter(text => /\p{Script=Hebrew}/u.test(text.replaceAll('כלב', ''))),
    [],
  )
})

test('a long title is cut with …, in its sentence and in its row', async t => {
  const texts = messagesOf(playEverything('en', long, 3)).flatMap(textsOf)
  t.ok(texts.some(text => /^\*Ultra-Glamorous.*…\*\n/.test(text)))
})
