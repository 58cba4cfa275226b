import { test } from 'tap'
import { openChat } from './chat.ts'
import { bodyOf, messagesOf } from './limits.ts'
import { packs } from './world.ts'

test('only sizes with a style for this person are offered, with their prices', async t => {
  const chat = openChat()
  chat.load()
  chat.choose('styles')
  const [list] = messagesOf(chat.last())
  t.match(list, {
    type: 'list',
    sections: [
      {
        rows: [
          { id: 'tier:lite', title: 'Lite', description: '₪49 · 12 portraits' },
          { id: 'tier:premium', description: '₪1,249 · 12 portraits' },
        ],
      },
    ],
  })
})

test('styles are cards with cover, price and size; the rest is a list', async t => {
  const chat = openChat()
  chat.load()
  chat.choose('styles')
  chat.choose('tier:lite')
  const cards = messagesOf(chat.last()).filter(message => message.type === 'buttons')
  t.same(
    cards.map(card => [card.header?.type, bodyOf(card)]),
    ['Corporate', 'Garden', 'Plain'].map(title => ['image', `*${title}*\n12 portraits · ₪49`]),
  )
  t.notOk(
    chat.ids().some(id => id.includes('viking')),
    'not for this person',
  )
  chat.choose('show:noir')
  t.same(chat.ids(), ['pack:noir:woman', 'example:noir:woman'])
})

test('many styles can all be reached', async t => {
  const many = Array.from({ length: 25 }, (_, n) => ({ ...packs[0]!, packId: `p${n}`, title: `Style ${n}` }))
  const chat = openChat({ packs: many })
  chat.load()
  chat.tap('tier:lite')
  const seen = new Set<string>()
  for (let view = 0; view < 5; view++) {
    for (const id of chat.ids()) if (/^(pack|show):/.test(id)) seen.add(id.split(':')[1] ?? '')
    const more = chat.ids().find(id => id.startsWith('more_packs'))
    if (!more) break
    chat.tap(more)
  }
  t.equal(seen.size, 25)
})

test('examples: a video of the style, or words', async t => {
  const chat = openChat()
  chat.load()
  chat.tap('example:garden:woman')
  t.match(messagesOf(chat.last())[0], { type: 'buttons', header: { type: 'video' } })
  chat.tap('example:plain:woman')
  t.match(chat.said(), /don’t have examples/)
  t.ok(chat.ids().includes('pack:plain:woman'))
})

test('when pictures do not tell who is on them, that is asked', async t => {
  const chat = openChat()
  chat.consent()
  for (const [id, className] of [
    ['a', 'woman'],
    ['b', 'man'],
  ] as const) {
    chat.picture(id)
    chat.inspect(id, 'accepted', { className })
  }
  chat.tap('styles')
  t.match(chat.said(), /Who is in the photos/)
  const man = chat.ids().find(id => id.endsWith(':man')) ?? ''
  chat.tap(man)
  chat.choose('tier:lite')
  t.ok(chat.ids().includes('pack:corporate:man'))
  chat.tap(man.replace(':man', ':dragon'))
  t.match(chat.said(), /earlier step/, 'only what was offered')
  chat.tap('class:an-earlier-set:woman')
  t.match(chat.said(), /earlier step/, 'and for these pictures')
})

test('a class that no style is made for: said, with a way to a person', async t => {
  const chat = openChat()
  chat.load('dragon')
  chat.choose('styles')
  t.match(chat.said(), /no styles/)
  t.same(chat.of('alert'), [{ kind: 'alert', reason: 'no_styles' }])
})

test('I want this: the terms; I agree: exactly what they said is ordered', async t => {
  const chat = openChat()
  chat.load()
  chat.tap('pack:garden:woman')
  t.match(chat.said(), /Garden[\s\S]*₪49[\s\S]*AI[\s\S]*30 days/)
  t.same(chat.of('place_order'), [])
  chat.choose('terms:')
  t.match(chat.of('place_order')[0]?.order, {
    packId: 'garden',
    className: 'woman',
    amountMinor: 4900,
    currency: 'ILS',
    pictureIds: ['a', 'b'],
    tuneId: null,
    termsVersion: '7',
    termsAcceptedAt: chat.world.now(),
  })
  t.match(chat.of('set_timer')[0], { name: 'checkout_slow' })
})

test('however often "I agree" is tapped, there is one order, and its link is shown again', async t => {
  const chat = openChat()
  chat.load()
  const orderId = chat.order()
  chat.tap(`terms:${orderId}`)
  t.match(chat.said(), /on its way/)
  chat.checkout(orderId)
  t.match(messagesOf(chat.last())[0], { type: 'link', url: `https://pay.example/${orderId}` })
  t.same(chat.of('clear_timer'), [{ kind: 'clear_timer', name: 'checkout_slow' }])
  chat.tap(`terms:${orderId}`)
  t.match(messagesOf(chat.last())[0], { type: 'link', url: `https://pay.example/${orderId}` })
  chat.tap('pack:garden:woman')
  t.match(messagesOf(chat.last())[0], { type: 'link' }, 'the same style again is the same order')
  chat.paid(orderId)
  chat.tap(`terms:${orderId}`)
  t.match(chat.said(), /paid/)
  t.equal(chat.log.filter(effect => effect.kind === 'place_order').length, 1)
})

test('terms that are not the current ones order nothing', async t => {
  const chat = openChat()
  chat.load()
  chat.tap('pack:garden:woman')
  const old = chat.ids()[0] ?? ''
  chat.tap('pack:corporate:woman')
  chat.tap(old)
  t.same(chat.of('place_order'), [])
  t.match(chat.said(), /earlier step/)
  chat.tap('terms:made-up')
  t.same(chat.of('place_order'), [])
})

test('another style before paying is another order; the old one can still be paid', async t => {
  const chat = openChat()
  chat.load()
  const first = chat.order('garden')
  const second = chat.order('corporate')
  t.not(first, second)
  chat.checkout(first)
  chat.checkout(second)
  chat.paid(first)
  t.equal(chat.state(), 'TUNE_READY')
  chat.paid(second)
  t.match(chat.said(), /payment has arrived/)
})

test('a price that changed since is shown again before anything is ordered', async t => {
  const chat = openChat()
  chat.load()
  chat.tap('pack:garden:woman')
  const terms = chat.ids()[0] ?? ''
  chat.world.change({ settings: { prices: { lite: 5900, standard: 1, premium: 1 } } })
  chat.tap(terms)
  t.same(chat.of('place_order'), [])
  t.match(chat.said(), /has changed[\s\S]*₪59/)
  chat.choose('terms:')
  t.equal(chat.of('place_order')[0]?.order.amountMinor, 5900)
})

test('a style that is gone is not ordered', async t => {
  const chat = openChat()
  chat.load()
  chat.tap('pack:garden:woman')
  const terms = chat.ids()[0] ?? ''
  chat.world.change({ packs: packs.filter(pack => pack.packId !== 'garden') })
  chat.tap(terms)
  t.same(chat.of('place_order'), [])
  t.match(chat.said(), /no longer available/)
  chat.tap('pack:garden:woman')
  t.match(chat.said(), /no longer available/)
})

test('the pay link is late: said, and a person knows', async t => {
  const chat = openChat()
  chat.load()
  const orderId = chat.order()
  chat.send({ kind: 'timer_due', name: 'checkout_slow' })
  t.match(chat.said(), /longer than usual/)
  t.same(chat.of('alert'), [{ kind: 'alert', reason: 'checkout_slow', orderId }])
  chat.checkout(orderId)
  chat.checkout(orderId)
  t.same(chat.last(), [], 'a repeated event says nothing')
  chat.send({ kind: 'timer_due', name: 'checkout_slow' })
  t.same(chat.last(), [])
})

test('a customer who cannot decide: old unpaid orders are forgotten, the newest never, none is placed twice', async t => {
  const many = Array.from({ length: 60 }, (_, n) => ({ ...packs[0]!, packId: `p${n}` }))
  const chat = openChat({ packs: many })
  chat.load()
  const orders = many.map(pack => chat.order(pack.packId))
  t.ok(chat.conversation().orders.length <= 40)
  for (const orderId of orders) {
    chat.tap(`terms:${orderId}`)
    t.same(chat.of('place_order'), [])
  }
  t.match(chat.said(), /on its way/, 'the newest is known')
  chat.paid(orders[0] ?? '')
  t.match(chat.said(), /Thank you/, 'and one that was forgotten is thanked for')
})

test('most of the pictures say who it is', async t => {
  const chat = openChat()
  chat.consent()
  for (const [id, className] of [
    ['a', 'man'],
    ['b', 'woman'],
    ['c', 'woman'],
  ] as const) {
    chat.picture(id)
    chat.inspect(id, 'accepted', { className })
  }
  chat.tap('styles')
  chat.choose('tier:lite')
  t.ok(chat.ids().includes('pack:garden:woman'))
})

test('a style whose id does not fit into a button is not offered', async t => {
  const chat = openChat({ packs: [{ ...packs[0]!, packId: 'p'.repeat(250) }, packs[1]!] })
  chat.load()
  chat.tap('tier:lite')
  t.same(
    chat.ids().filter(id => id.startsWith('pack:')),
    ['pack:garden:woman'],
  )
})
