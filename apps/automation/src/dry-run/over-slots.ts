import type { Queryable } from '@astria-bot/store'
import { type ContactFacts, loadContactFacts } from '../facts/load-facts.ts'
import type { Stored } from '../library/shelf.ts'
import type { Member } from '../slots/audience.ts'
import { dateKey } from '../slots/called-off.ts'
import { judgeMembers } from '../slots/members-runs.ts'
import type { PlannedSlot } from '../slots/planned-slot.ts'
import { slotsOf } from '../slots/slots-of.ts'
import { audiencePage } from '../sql/audience-page.ts'
import { loadZones } from '../sql/zones.ts'
import { factsAt } from './facts-at.ts'
import type { Period } from './over-history.ts'
import type { Report } from './report.ts'

const dayMs = 86_400_000
const pageSize = 500
/** Times, and contacts at them, that are looked at; of a longer period it is said that it was cut. */
const mostSlots = 12_000
const mostMembers = 100_000
/** Contacts that are kept in memory. */
const mostKnown = 5000

/** Goes through the times of an automation in a period, in their order. Nobody is late: each is looked at when they are due. */
export async function overSlots(db: Queryable, stored: Stored, period: Period, report: Report): Promise<void> {
  const zones = [...(await loadZones(db)), null]
  // A date may be looked at from more than one time, and come due at one of them, or in none of the period.
  const early = new Map<string, string>()
  const due = new Set<string>()
  const factsOf = rememberFacts(db)
  let [slots, looked] = [0, 0]
  for (const { slot, dueMs, audience } of slotsIn(stored, period, zones)) {
    slots += 1
    if (slots > mostSlots) return report.cut('times')
    const row = { automationId: stored.automationId, version: stored.version, slot, dueAt: new Date(dueMs), audience }
    let cursor: Member | null = null
    for (;;) {
      if (looked >= mostMembers) return report.cut('times')
      const members: Member[] = await audiencePage(db, audience, cursor, pageSize)
      const facts = await then(db, await factsOf(members), members, dueMs)
      const page = { slot: { ...row, cursor }, stored, members, facts, nowMs: null }
      for (const verdict of await judgeMembers(db, page)) {
        const { member } = verdict
        if ('hindrance' in verdict && verdict.hindrance === 'not_due') early.set(dateKey(member), member.contactId)
        else due.add(dateKey(member))
        if ('run' in verdict) report.take(verdict.run, verdict.run.occasion.atMs)
        else if (verdict.hindrance !== 'not_due') report.leave(member.contactId, verdict.hindrance)
      }
      cursor = members.at(-1) ?? null
      looked += members.length
      if (members.length < pageSize) break
    }
  }
  for (const [key, contactId] of early) if (!due.has(key)) report.leave(contactId, 'not_due')
}

/** The members' facts as they were when the time came. */
async function then(db: Queryable, facts: ReadonlyMap<string, ContactFacts>, members: readonly Member[], atMs: number) {
  const looks = members.flatMap(({ contactId }) => {
    const known = facts.get(contactId)
    return known ? [{ known, atMs }] : []
  })
  return new Map((await factsAt(db, looks)).map(known => [known.contactId, known]))
}

/** Loads what is known of contacts, the same ones once: a schedule asks for them at each of its times. */
function rememberFacts(db: Queryable) {
  const known = new Map<string, ContactFacts>()
  return async (members: readonly Member[]) => {
    const strangers = members.map(({ contactId }) => contactId).filter(contactId => !known.has(contactId))
    if (strangers.length === 0) return known
    if (known.size > mostKnown) known.clear()
    const wanted = known.size === 0 ? members.map(({ contactId }) => contactId) : strangers
    for (const [contactId, facts] of await loadContactFacts(db, wanted)) known.set(contactId, facts)
    return known
  }
}

/**
 * The times of a period, a stretch after the other: never all of a year at once. A schedule goes day by day, since of a
 * longer stretch only the times that would be caught up are planned.
 */
function* slotsIn(stored: Stored, { from, until }: Period, zones: (string | null)[]): Generator<PlannedSlot> {
  const { automation } = stored
  const stretchMs = automation.trigger.type === 'schedule' ? dayMs : 7 * dayMs
  const endMs = until.getTime()
  for (let fromMs = from.getTime() - 1; fromMs < endMs; fromMs += stretchMs) {
    const slots = slotsOf(automation, { fromMs, untilMs: Math.min(fromMs + stretchMs, endMs), zones })
    yield* slots.sort((a, b) => a.dueMs - b.dueMs)
  }
}
