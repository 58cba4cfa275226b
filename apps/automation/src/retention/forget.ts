import type { Database } from '@astria-bot/store'
import type { AutomationSettings } from '../settings.ts'
import { forgetOld } from '../sql/forget-old.ts'

const dayMs = 86_400_000
const chunk = 5000
/** A contact's own event follows within moments; one that has not come in this time never comes. */
const waitingDays = 14
/** Meta repeats a message for 7 days, and the streams keep it for 14. */
const erasedKeyDays = 30
/** Only today's and yesterday's are counted; a clock may be wrong by a day. */
const counterDays = 3
/** A slot must be known for as long as it might be planned again after a downtime. */
const slotDays = 62

/** Deletes what is past its retention. What still runs or waits stays, however old. */
export async function forget(db: Database, settings: AutomationSettings, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * dayMs)
  const tasks = [
    ['executions', before(settings.EXECUTION_DAYS)],
    ['slots', before(Math.max(slotDays, settings.EXECUTION_DAYS))],
    ['new_dates', before(slotDays)],
    ['counters', before(counterDays)],
    ['history', before(settings.HISTORY_DAYS)],
    ['erased_keys', before(erasedKeyDays)],
    ['waiting_events', before(waitingDays)],
  ] as const
  for (const [what, until] of tasks) {
    while ((await forgetOld(db, what, until, chunk)) > 0);
  }
}
