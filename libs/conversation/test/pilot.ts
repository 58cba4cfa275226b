import type { Chat } from './chat.ts'
import { packs, settings } from './world.ts'

/** What a customer who wants to order would tap, the best first. */
const wishes = [
  'terms:',
  'pack:',
  'tier:',
  'class:',
  'styles',
  'consent:yes',
  'start',
  'restart_yes',
  'ready',
  'begin',
  'new_model',
]

/**
 * Plays a customer who wants to order, from wherever the conversation is: taps only what is offered, sends pictures when
 * asked for them. Returns the number of turns that it took.
 */
export function orderFromHere(chat: Chat): number {
  chat.world.change({ settings, packs })
  let pictures = 0
  chat.text('menu')
  for (let turn = 1; turn <= 40; turn++) {
    if (chat.of('place_order').length > 0 || isOrdered(chat)) return turn
    const offered = chat.ids()
    const wish = wishes.find(start => offered.some(id => id.startsWith(start)))
    if (wish) chat.choose(wish)
    else if (chat.state() === 'NEW' && chat.conversation().consent?.version !== settings.consentVersion) {
      if (offered.includes('add_pictures')) chat.choose('add_pictures')
      else chat.text('menu')
    } else if (chat.state() === 'NEW') {
      const [judgedNext] = chat.conversation().pictures.pending
      if (judgedNext === undefined) chat.picture(`pilot-${++pictures}`)
      else chat.inspect(judgedNext, 'accepted')
    } else if (chat.said().includes('no styles') || chat.said().includes('אין לי כרגע סגנונות')) chat.text('restart')
    else chat.text('menu')
  }
  throw new Error(`stuck in ${JSON.stringify(chat.conversation())} after ${chat.said()}`)
}

/** What the customer wants was ordered before: its link is shown, or still on its way. */
function isOrdered(chat: Chat): boolean {
  const isShown =
    chat.of('say').some(({ message }) => message.type === 'link') || /on its way|קישור התשלום בדרך/.test(chat.said())
  return isShown && chat.conversation().orders.some(order => order.state === 'awaiting_payment')
}
