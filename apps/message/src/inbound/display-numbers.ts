import type { DataOf, messageReceived } from '@astria-bot/contracts'
import type { Queryable } from '@astria-bot/store'
import { showNumbers } from '../sql/channels.ts'

/** How people see our numbers, as the webhooks tell that bring their messages. */
export interface DisplayNumbers {
  /** Writes down what this process has not seen yet. Answers what to call once that is committed. */
  learn(tx: Queryable, messages: readonly DataOf<typeof messageReceived>[]): Promise<() => void>
}

/** Remembers what was written, so that a message costs no statement. */
export function createDisplayNumbers(): DisplayNumbers {
  const known = new Map<string, string>()
  return {
    async learn(tx, messages) {
      const news = new Map<string, string>()
      for (const { channel, displayNumber } of messages)
        if (displayNumber !== undefined && known.get(channel) !== displayNumber) news.set(channel, displayNumber)
      if (news.size > 0) await tx.query(showNumbers, [[...news.keys()], [...news.values()]])
      return () => {
        for (const [channel, displayNumber] of news) known.set(channel, displayNumber)
      }
    },
  }
}
