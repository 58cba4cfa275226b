import type { Database } from '@astria-bot/store'
import { chargeChannels } from '../sql/channels.ts'

/** Counts what customers send: WhatsApp counts both directions for a number's rate. */
export interface InboundMeter {
  add(channel: string): void
  /** Charges the numbers with what came since the last time. */
  flush(db: Database): Promise<void>
}

/** Makes the meter of one process. */
export function createInboundMeter(): InboundMeter {
  let counts = new Map<string, number>()
  return {
    add(channel) {
      counts.set(channel, (counts.get(channel) ?? 0) + 1)
    },
    async flush(db) {
      if (counts.size === 0) return
      const charged = counts
      counts = new Map()
      await db.query(chargeChannels, [[...charged.keys()], [...charged.values()]])
    },
  }
}
