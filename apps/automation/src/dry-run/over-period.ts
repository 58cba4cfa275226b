import type { Queryable } from '@astria-bot/store'
import { holds, type Occasion } from '../core/index.ts'
import { factsFor } from '../executions/execute.ts'
import { occurrenceOf } from '../executions/occurrence-of.ts'
import type { Run } from '../executions/run.ts'
import { type ContactFacts, loadContactFacts } from '../facts/load-facts.ts'
import type { Shelf, Stored } from '../library/shelf.ts'
import type { Member } from '../slots/audience.ts'
import { membersRuns } from '../slots/members-runs.ts'
import { slotsOf } from '../slots/slots-of.ts'
import { audiencePage } from '../sql/audience-page.ts'
import { type HistoryRow, historyPage } from '../sql/history.ts'
import { loadZones } from '../sql/zones.ts'
import type { Report } from './report.ts'

/** A stretch of time that is over. */
export interface Period {
  from: Date
  until: Date
}

const pageSize = 500
/** Happenings and contacts that are looked at; a longer period is answered up to there. */
const most = 100_000

/** Goes through what happened in a period. Tells whether it came to its end. */
export async function overHistory(db: Queryable, shelf: Shelf, period: Period, report: Report): Promise<boolean> {
  let last: HistoryRow | undefined
  for (let looked = 0; looked < most; looked += pageSize) {
    const rows = await historyPage(db, period, last, pageSize)
    const facts = await loadContactFacts(
      db,
      rows.map(row => row.contactId),
    )
    for (const row of rows) {
      const known = facts.get(row.contactId)
      if (known) look(shelf, row.occurrence as Occasion, known, report)
    }
    last = rows.at(-1)
    if (rows.length < pageSize) return true
  }
  return false
}

/** Looks whether an occasion would have started the automation. */
export function look(shelf: Shelf, occasion: Occasion, known: ContactFacts, report: Report): void {
  const { contactId } = known
  const [found] = shelf.match(occasion, known.contact)
  if (!found) {
    report.leave(contactId, 'trigger')
    return
  }
  const { stored } = found
  const { conditions } = stored.automation
  if (conditions && !holds(conditions, factsFor(stored, known, found.occasion, occasion.atMs))) {
    report.leave(contactId, 'conditions')
    return
  }
  const run: Run = { stored, facts: known, occasion: found.occasion, occurrence: occurrenceOf(occasion), chain: [] }
  report.take(run, occasion.atMs)
}

/** Goes through the times of an automation in a period. Tells whether it came to its end. */
export async function overSlots(
  db: Queryable,
  stored: Stored,
  { from, until }: Period,
  report: Report,
): Promise<boolean> {
  const zones = [...(await loadZones(db)), null]
  const slots = slotsOf(stored.automation, { fromMs: from.getTime() - 1, untilMs: until.getTime(), zones })
  let looked = 0
  for (const { slot, dueMs, audience } of slots.sort((a, b) => a.dueMs - b.dueMs)) {
    const row = { automationId: stored.automationId, version: stored.version, slot, dueAt: new Date(dueMs), audience }
    let cursor: Member | null = null
    for (;;) {
      const members: Member[] = await audiencePage(db, audience, cursor, pageSize)
      const facts = await loadContactFacts(
        db,
        members.map(member => member.contactId),
      )
      const runs = await membersRuns(db, { slot: { ...row, cursor }, stored, members, facts, nowMs: dueMs })
      const going = new Set(runs.map(run => run.facts.contactId))
      for (const run of runs) report.take(run, run.occasion.atMs)
      for (const { contactId } of members) if (!going.has(contactId)) report.leave(contactId, 'audience')
      cursor = members.at(-1) ?? null
      looked += members.length
      if (members.length < pageSize) break
      if (looked >= most) return false
    }
  }
  return true
}
