import type { Transaction } from '@astria-bot/store'
import { contactZone } from '../contacts/contact-zone.ts'
import { formatDate } from '../core/time/local-time.ts'
import { localTimeAt } from '../core/time/zone.ts'
import type { ContactFacts } from '../facts/load-facts.ts'
import type { Stored } from '../library/shelf.ts'
import type { AutomationSettings } from '../settings.ts'
import { allAutomations, type Counter, loadCounters } from '../sql/counters.ts'
import { lockAll } from '../sql/lock-all.ts'
import type { Allowance } from './allowance.ts'
import type { TakenStep } from './effect.ts'

/** Under this day the count of all days stands. */
const ever = '9999-12-31'
/** Stands for all contacts together. */
const everybody = '00000000-0000-0000-0000-000000000000'

/** Counts executions and messages against the limits of automations and of contacts. */
export interface LimitBook {
  /** Why it may not run for the contact now; undefined: it may. */
  refuses(stored: Stored, contact: ContactFacts): string | undefined
  /** Notes that it runs. */
  count(stored: Stored, contact: ContactFacts): void
  /** How many messages it may ask for now. */
  allowance(stored: Stored, contact: ContactFacts): Allowance
  /** Notes that it asked for some. */
  countMessages(stored: Stored, contact: ContactFacts, messages: number): void
  /** What was counted. */
  readonly counted: readonly Counter[]
}

/** Whose limits, when. */
export interface LimitsOf {
  /** Those whose executions are counted; a wait that goes on was counted when it began. */
  automations: readonly Stored[]
  contactIds: readonly string[]
  settings: Pick<
    AutomationSettings,
    'AUTOMATIONS_PER_CONTACT_PER_DAY' | 'AUTOMATION_MESSAGES_PER_CONTACT_PER_DAY' | 'TIME_ZONE'
  >
  nowMs: number
}

/** Reads what was counted so far. The contacts are locked; counts over all contacts get locks of their own, after them. */
export async function openLimits(tx: Transaction, of: LimitsOf): Promise<LimitBook> {
  const { automations, contactIds, settings, nowMs } = of
  const shared = [
    ...new Set(automations.filter(({ automation }) => automation.limits.perDay).map(one => one.automationId)),
  ]
  await lockAll(tx, 'contact', shared)
  // Where it is yesterday yet: 12 hours behind UTC at most.
  const oldest = dayIn('UTC', nowMs - 86_400_000)
  const loaded = await loadCounters(tx, shared.length > 0 ? [...contactIds, everybody] : contactIds, oldest)
  const key = ({ contactId, automationId, what, day }: Omit<Counter, 'count'>) =>
    `${contactId} ${automationId} ${what} ${day}`
  const counts = new Map(loaded.map(one => [key(one), one.count]))
  const counted: Counter[] = []
  const add = (counter: Counter) => {
    counts.set(key(counter), (counts.get(key(counter)) ?? 0) + counter.count)
    counted.push(counter)
  }
  const left = (limit: number | undefined, counter: Omit<Counter, 'count'>) =>
    limit === undefined ? Number.POSITIVE_INFINITY : limit - (counts.get(key(counter)) ?? 0)
  const limitsOf = (stored: Stored, contact: ContactFacts) => limitsIn(stored, contact, settings, nowMs)

  return {
    counted,
    refuses(stored, contact) {
      const { executions } = limitsOf(stored, contact)
      return executions.find(({ most, counter }) => left(most, counter) <= 0)?.reason
    },
    count(stored, contact) {
      for (const { most, counter } of limitsOf(stored, contact).executions) {
        if (most !== undefined) add({ ...counter, count: 1 })
      }
    },
    allowance(stored, contact) {
      const { messages } = limitsOf(stored, contact)
      const [least] = messages
        .map(({ most, counter, reason }) => ({ left: left(most, counter), reason }))
        .sort((a, b) => a.left - b.left)
      return least ?? { left: Number.POSITIVE_INFINITY, reason: '' }
    },
    countMessages(stored, contact, count) {
      if (count === 0) return
      for (const { most, counter } of limitsOf(stored, contact).messages) {
        if (most !== undefined) add({ ...counter, count })
      }
    },
  }
}

/** How many messages some steps ask for. */
export function messagesIn(steps: readonly TakenStep[]): number {
  return steps.filter(({ effect }) => effect?.kind === 'send').length
}

interface Limit {
  most: number | undefined
  reason: string
  counter: Omit<Counter, 'count'>
}

/** What is counted for an automation and a contact, now. A contact's day is theirs; the day of all is the automation's. */
function limitsIn(
  { automationId, automation }: Stored,
  { contactId, contact }: ContactFacts,
  settings: LimitsOf['settings'],
  nowMs: number,
): { executions: Limit[]; messages: Limit[] } {
  const { limits, timeZone } = automation
  const ownDay = dayIn(contactZone(contact, timeZone), nowMs)
  // Of all automations together: where the contact's zone is not known, the business' day counts.
  const anyDay = dayIn(contactZone(contact, settings.TIME_ZONE), nowMs)
  const limit = (most: number | undefined, reason: string, counter: Omit<Counter, 'count'>): Limit => ({
    most: most || undefined,
    reason,
    counter,
  })
  const [own, any] = [
    { contactId, automationId },
    { contactId, automationId: allAutomations },
  ]
  const what = 'executions'
  return {
    executions: [
      limit(limits.perContact, 'limit_per_contact', { ...own, what, day: ever }),
      limit(limits.perContactPerDay, 'limit_per_contact_per_day', { ...own, what, day: ownDay }),
      limit(limits.perDay, 'limit_per_day', { contactId: everybody, automationId, what, day: dayIn(timeZone, nowMs) }),
      limit(settings.AUTOMATIONS_PER_CONTACT_PER_DAY, 'limit_of_contact', { ...any, what, day: anyDay }),
    ],
    messages: [
      limit(limits.messagesPerContactPerDay, 'limit_messages_per_contact_per_day', {
        ...own,
        what: 'messages',
        day: ownDay,
      }),
      limit(settings.AUTOMATION_MESSAGES_PER_CONTACT_PER_DAY, 'limit_messages_of_contact', {
        ...any,
        what: 'messages',
        day: anyDay,
      }),
    ],
  }
}

const dayIn = (zone: string, ms: number) => formatDate(localTimeAt(zone, ms))
