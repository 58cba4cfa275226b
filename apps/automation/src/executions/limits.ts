import type { Transaction } from '@astria-bot/store'
import { formatDate } from '../core/time/local-time.ts'
import { localTimeAt } from '../core/time/zone.ts'
import type { Stored } from '../library/shelf.ts'
import { allAutomations, type Counter, loadCounters } from '../sql/counters.ts'
import { lockAll } from '../sql/lock-all.ts'

/** Under this day the count of all days stands. */
const ever = '9999-12-31'
/** Stands for all contacts together. */
const everybody = '00000000-0000-0000-0000-000000000000'

/** Counts executions against the limits of automations and of contacts. */
export interface LimitBook {
  /** Why it may not run for the contact now; undefined: it may. */
  refuses(stored: Stored, contactId: string): string | undefined
  /** Notes that it runs. */
  count(stored: Stored, contactId: string): void
  /** What was counted. */
  readonly counted: readonly Counter[]
}

/** Reads what was counted so far. The contacts are locked; counts over all contacts get locks of their own, after them. */
export async function openLimits(
  tx: Transaction,
  {
    automations,
    contactIds,
    perContactPerDay,
    nowMs,
  }: { automations: readonly Stored[]; contactIds: readonly string[]; perContactPerDay: number; nowMs: number },
): Promise<LimitBook> {
  const shared = [
    ...new Set(automations.filter(({ automation }) => automation.limits.perDay).map(one => one.automationId)),
  ]
  await lockAll(tx, 'contact', shared)
  const dayOf = ({ automation }: Stored) => formatDate(localTimeAt(automation.timeZone, nowMs))
  const utcDay = new Date(nowMs).toISOString().slice(0, 10)
  const oldest = formatDate(localTimeAt('UTC', nowMs - 86_400_000))
  const loaded = await loadCounters(tx, shared.length > 0 ? [...contactIds, everybody] : contactIds, oldest)
  const key = (contactId: string, automationId: string, day: string) => `${contactId} ${automationId} ${day}`
  const counts = new Map(loaded.map(one => [key(one.contactId, one.automationId, one.day), one.count]))
  const counted: Counter[] = []
  const add = (contactId: string, automationId: string, day: string) => {
    const name = key(contactId, automationId, day)
    counts.set(name, (counts.get(name) ?? 0) + 1)
    counted.push({ contactId, automationId, day, count: 1 })
  }
  const reached = (limit: number | undefined, contactId: string, automationId: string, day: string) =>
    limit !== undefined && (counts.get(key(contactId, automationId, day)) ?? 0) >= limit
  return {
    counted,
    refuses(stored, contactId) {
      const {
        automationId,
        automation: { limits },
      } = stored
      if (reached(limits.perContact, contactId, automationId, ever)) return 'limit_per_contact'
      if (reached(limits.perContactPerDay, contactId, automationId, dayOf(stored))) return 'limit_per_contact_per_day'
      if (reached(limits.perDay, everybody, automationId, dayOf(stored))) return 'limit_per_day'
      const all = perContactPerDay > 0 ? perContactPerDay : undefined
      return reached(all, contactId, allAutomations, utcDay) ? 'limit_of_contact' : undefined
    },
    count(stored, contactId) {
      const {
        automationId,
        automation: { limits },
      } = stored
      if (limits.perContact) add(contactId, automationId, ever)
      if (limits.perContactPerDay) add(contactId, automationId, dayOf(stored))
      if (limits.perDay) add(everybody, automationId, dayOf(stored))
      if (perContactPerDay > 0) add(contactId, allAutomations, utcDay)
    },
  }
}
