import fc from 'fast-check'
import { test } from 'tap'
import { type Chat, openChat } from './chat.ts'
import { histories, play } from './history.ts'
import { orderFromHere } from './pilot.ts'
import { createJudge } from './promises.ts'

const beginnings: Readonly<Record<string, (chat: Chat) => void>> = {
  'a stranger': () => {},
  'somebody who agreed': chat => chat.consent(),
  'somebody with pictures': chat => chat.load(),
  'somebody with an unpaid order': chat => {
    chat.load()
    chat.checkout(chat.order())
  },
  'a returning customer': chat => void chat.deliver(),
}

test('whatever happens, the promises are kept, and from everywhere a way leads to an order', async t => {
  const states = new Set<string>()
  let orders = 0
  for (const begin of Object.values(beginnings)) {
    fc.assert(
      fc.property(histories, fc.nat(), (history, cut) => {
        const after = (moves: typeof history) => {
          const chat = openChat({ judge: createJudge() })
          begin(chat)
          for (const move of moves) {
            play(chat, move)
            states.add(chat.state())
          }
          return chat
        }
        const chat = after(history)
        orders += chat.log.filter(effect => effect.kind === 'place_order').length
        orderFromHere(chat)
        // Not only from where a history ends, which may be a state that all long histories fall into.
        orderFromHere(after(history.slice(0, cut % (history.length + 1))))
      }),
      { numRuns: 80 },
    )
  }
  t.equal(states.size, 4, 'the histories reach every state')
  t.ok(orders > 50, `and ${orders} orders`)
})
