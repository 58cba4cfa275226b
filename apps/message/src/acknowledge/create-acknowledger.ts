import type { WhatsAppClient } from '@astria-bot/whatsapp'

/** Marks messages as read and shows that we are typing: best effort, and never in the way of an answer. */
export interface Acknowledger {
  /** Forgets the oldest when there are too many: blue ticks that come late are worth nothing. */
  add(wamids: readonly string[]): void
  /** Resolves when the calls under way have ended. */
  stop(): Promise<void>
}

const longest = 500
const atOnce = 8

/** Makes the acknowledger of one number. */
export function createAcknowledger(options: {
  client: Pick<WhatsAppClient, 'markRead'>
  counted(outcome: 'done' | 'failed' | 'forgotten'): void
}): Acknowledger {
  const { client, counted } = options
  const waiting: string[] = []
  const underWay = new Set<Promise<void>>()

  function next(): void {
    while (underWay.size < atOnce) {
      const wamid = waiting.shift()
      if (wamid === undefined) return
      const call: Promise<void> = client
        .markRead(wamid, { typing: true })
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
    add(wamids) {
      waiting.push(...wamids)
      for (const _ of waiting.splice(0, Math.max(0, waiting.length - longest))) counted('forgotten')
      next()
    },
    async stop() {
      waiting.length = 0
      await Promise.all(underWay)
    },
  }
}
