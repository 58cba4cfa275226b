import type { Run } from '../executions/run.ts'
import { type Rehearsal, rehearse } from './rehearse.ts'

const reasons: Readonly<Record<string, string>> = {
  trigger: 'What happened was not what the trigger waits for.',
  conditions: 'The conditions did not hold.',
  audience: 'The contact was not in the audience, or what calls it off had happened.',
  limit_per_contact: 'The contact had reached the limit per contact.',
  limit_per_contact_per_day: 'The contact had reached the limit per day.',
  limit_per_day: 'The limit per day for all contacts was reached.',
}
/** Rehearsals and contacts that are listed; beyond that they are only counted. */
const listed = 200
const samples = 20

/** Why some were left out. */
export interface LeftOut {
  reason: string
  words: string
  count: number
  contactIds: string[]
}

/** Gathers whom an automation would have reached, and why not the others. */
export class Report {
  readonly #reached: Rehearsal[] = []
  readonly #contacts = new Set<string>()
  readonly #leftOut = new Map<string, LeftOut>()
  readonly #counts = new Map<string, number>()
  #count = 0

  /** Takes a run, unless a limit keeps it out. Days are those of the automation's zone. */
  take(run: Run, nowMs: number, day: string): void {
    const { limits } = run.stored.automation
    const { contactId } = run.facts
    const keys = [contactId, `${contactId} ${day}`, day]
    const names = ['limit_per_contact', 'limit_per_contact_per_day', 'limit_per_day'] as const
    const most = [limits.perContact, limits.perContactPerDay, limits.perDay]
    const full = keys.findIndex(
      (key, index) => (this.#counts.get(key) ?? 0) >= (most[index] ?? Number.POSITIVE_INFINITY),
    )
    if (full >= 0) {
      this.leave(contactId, names[full]!)
      return
    }
    for (const key of keys) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    this.#count += 1
    this.#contacts.add(contactId)
    if (this.#reached.length < listed) this.#reached.push(rehearse(run, nowMs))
  }

  /** Notes that somebody is left out. */
  leave(contactId: string, reason: string): void {
    const entry = this.#leftOut.get(reason) ?? { reason, words: reasons[reason] ?? reason, count: 0, contactIds: [] }
    entry.count += 1
    if (entry.contactIds.length < samples && !entry.contactIds.includes(contactId)) entry.contactIds.push(contactId)
    this.#leftOut.set(reason, entry)
  }

  /** The answer. */
  answer() {
    return {
      executions: this.#count,
      contacts: this.#contacts.size,
      reached: this.#reached,
      leftOut: [...this.#leftOut.values()],
    }
  }
}
