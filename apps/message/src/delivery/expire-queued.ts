import type { Database } from '@astria-bot/store'
import { type ExpiredMessage, findExpired } from '../sql/find-expired.ts'
import { type SettleOptions, settle } from './settle.ts'

const atOnce = 200
const mostRounds = 50
/** A lane that is due for so long is not about to be claimed. */
const untakenMs = 30_000

const expired = { state: 'dropped', reason: 'expired' } as const
const unknown = { state: 'failed', reason: 'outcome_unknown' } as const

/**
 * Gives up what is too old in lanes that nobody takes, whatever number they belong to: nobody waits for ever. Whoever
 * claims such a message meanwhile decides. Answers how many.
 */
export async function expireQueued(db: Database, nowMs: number, options: SettleOptions): Promise<number> {
  let count = 0
  for (let round = 0; round < mostRounds; round += 1) {
    const found = await db.query<ExpiredMessage>(findExpired, [untakenMs, atOnce])
    const ended = found.map(({ state, ...one }) => ({
      settlement: {
        ...one,
        // What was begun may have arrived.
        ...(state === 'queued' ? expired : unknown),
        delayMs: 0,
        asTemplate: false,
        wamid: null,
        numbered: false,
        errorCode: null,
        errorDetail: null,
      },
      aftermath: null,
      recovers: null,
    }))
    if (ended.length > 0) await settle(db, ended, nowMs, options)
    count += ended.length
    // What is behind them in their lanes was made due now, and is looked at the next time.
    if (found.length < atOnce) break
  }
  return count
}
