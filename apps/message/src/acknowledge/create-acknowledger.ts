import type { WhatsAppClient } from '@astria-bot/whatsapp'

/** Marks messages as read and shows that we are typing: best effort, and never in the way of an answer. */
export interface Acknowledger {
  /** Forgets the oldest when there are too many: blue ticks that come late are worth nothing. */
  add(messages: readonly { channel: string; wamid: string }[]): void
  /** Resolves when the calls under way have ended. */
  stop(): Promise<void>
}

const longest = 500
const atOnce = 8

/** Makes the acknowledger of all numbers. */
export function createAcknowledger(options: {
  clientOf(channel: string): Pick<WhatsAppClient, 'markRead'> | undefined
  counted(outcome: 'done' | 'failed' | 'forgotten'): void
}): Acknowledger {
  const { clientOf, counted } = options
  const waiting: { channel: string; wamid: string }[] = []
  const underWay = new Set<Promise<void>>()

  function next(): void {
    while (underWay.size < atOnce) {
      const message = waiting.shift()
      if (message === undefined) return
      const { channel, wamid } = message
      // Not every provider has a word for it.
      const marked = clientOf(channel)?.markRead?.(wamid, { typing: true })
      if (!marked) continue
      const call: Promise<void> = marked
        .then(
          () => counted('done'),
          () => counted('failed'),
        )
        .then(() => {
          underWay.delete(call)
          next()
        })
      underWay.add(call)
    }
  }
  return {
    add(messages) {
      waiting.push(...messages)
      for (const _ of waiting.splice(0, Math.max(0, waiting.length - longest))) counted('forgotten')
      next()
    },
    async stop() {
      waiting.length = 0
      await Promise.all(underWay)
    },
  }
}
