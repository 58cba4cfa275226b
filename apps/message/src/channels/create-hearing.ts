import type { Database } from '@astria-bot/store'
import { heardOfNumbers } from '../sql/heard.ts'

/** What is heard of our numbers: only while something comes in does it mean anything that a status does not come. */
export interface Hearing {
  /** Something about a number came to the gateway then (ISO 8601). */
  heard(channel: string, at: string): void
  /** Writes it down for the messages whose answers were lost. */
  flush(db: Database): Promise<void>
}

/** Makes the hearing of one process. */
export function createHearing(): Hearing {
  let latest = new Map<string, string>()
  return {
    heard(channel, at) {
      const known = latest.get(channel)
      if (known === undefined || known < at) latest.set(channel, at)
    },
    async flush(db) {
      if (latest.size === 0) return
      const news = [...latest].sort(([a], [b]) => (a < b ? -1 : 1))
      latest = new Map()
      await db.query(heardOfNumbers, [news.map(([channel]) => channel), news.map(([, at]) => at)])
    },
  }
}
