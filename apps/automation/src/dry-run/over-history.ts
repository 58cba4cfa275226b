import type { Queryable } from '@astria-bot/store'
import { holds, type Occasion } from '../core/index.ts'
import { factsFor } from '../executions/execute.ts'
import { occurrenceOf } from '../executions/occurrence-of.ts'
import type { Run } from '../executions/run.ts'
import { type ContactFacts, loadContactFacts } from '../facts/load-facts.ts'
import type { Shelf } from '../library/shelf.ts'
import { type HistoryRow, historyPage } from '../sql/history.ts'
import { factsAt } from './facts-at.ts'
import type { Report } from './report.ts'

/** A stretch of time that is over. */
export interface Period {
  from: Date
  until: Date
}

const pageSize = 500
/** Happenings and contacts that are looked at; a longer period is answered up to there. */
const most = 100_000

/** The automation that is tried, and those that may keep what happened from it. */
export interface Tried {
  shelf: Shelf
  /** Of a higher priority, and exclusive. */
  before: Shelf
}

/** Goes through what happened in a period. */
export async function overHistory(db: Queryable, tried: Tried, period: Period, report: Report): Promise<void> {
  let last: HistoryRow | undefined
  for (let looked = 0; looked < most; looked += pageSize) {
    const rows = await historyPage(db, period, last, pageSize)
    const facts = await loadContactFacts(
      db,
      rows.map(row => row.contactId),
    )
    const looks = rows.flatMap(({ contactId, occurrence }) => {
      const known = facts.get(contactId)
      const occasion = occurrence as Occasion
      return known ? [{ known, occasion, atMs: occasion.atMs }] : []
    })
    const then = await factsAt(db, looks)
    for (const [index, { occasion, known }] of looks.entries()) look(tried, occasion, then[index] ?? known, report)
    last = rows.at(-1)
    if (rows.length < pageSize) return
  }
  report.cut('happenings')
}

/** Looks whether an occasion would have started the automation. */
export function look({ shelf, before }: Tried, occasion: Occasion, known: ContactFacts, report: Report): void {
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
  const isKept = before.match(occasion, known.contact).some(one => {
    const { conditions: theirs } = one.stored.automation
    return !theirs || holds(theirs, factsFor(one.stored, known, one.occasion, occasion.atMs))
  })
  if (isKept) {
    report.leave(contactId, 'exclusive')
    return
  }
  const run: Run = { stored, facts: known, occasion: found.occasion, occurrence: occurrenceOf(occasion), chain: [] }
  report.take(run, occasion.atMs)
}
