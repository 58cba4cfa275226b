/** Where a replica dies, and what brings it there: a question of a customer, a time that comes, a wait that is over. */
export interface Death {
  readonly place: string
  readonly by: 'question' | 'slot' | 'wait'
}

/** Every named point on the ways of apps/automation, but for calls of outside webhooks, which may be made twice. */
export const deaths: readonly Death[] = [
  { place: 'automation:before-commit', by: 'question' },
  { place: 'automation:after-commit', by: 'question' },
  { place: 'bus:before-ack', by: 'question' },
  { place: 'outbox:before-publish', by: 'question' },
  { place: 'outbox:after-publish', by: 'question' },
  { place: 'bus:after-publish-ack', by: 'question' },
  { place: 'automation:before-slot-commit', by: 'slot' },
  { place: 'automation:before-wake-commit', by: 'wait' },
]

/** Where apps/message dies, in the middle of a send: before WhatsApp was asked, and when it has taken the message. */
export const deathsOfSender = ['delivery:before-send', 'delivery:after-send']

/** In an order that a seed names (Park–Miller), so that a run can be repeated. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const left = [...items]
  const order: Item[] = []
  for (let state = seed % 2147483647 || 1; left.length > 0; ) {
    state = (state * 48271) % 2147483647
    order.push(...left.splice(state % left.length, 1))
  }
  return order
}
