import { contactZone } from '../contacts/contact-zone.ts'
import { formatDate } from '../core/time/local-time.ts'
import { localTimeAt } from '../core/time/zone.ts'
import type { Run } from '../executions/run.ts'
import { type CutBy, cuts, reasons } from './reasons.ts'
import { type AllowanceAt, leftOutBy, type Rehearsal, rehearse } from './rehearse.ts'

const dayIn = (zone: string, ms: number) => formatDate(localTimeAt(zone, ms))

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
  readonly #occurrences = new Set<string>()
  readonly #counts = new Map<string, number>()
  readonly #cut = new Set<CutBy>()
  #count = 0

  /** Takes a run, unless there was one for the same occasion or a limit keeps it out. Messages beyond their limit are left out of it, as their steps say. */
  take(run: Run, nowMs: number): void {
    const { limits, timeZone } = run.stored.automation
    const { contactId, contact } = run.facts
    const occurrence = `${contactId} ${run.occurrence}`
    if (this.#occurrences.has(occurrence)) return
    this.#occurrences.add(occurrence)
    const zone = contactZone(contact, timeZone)
    const keys = [contactId, `${contactId} ${dayIn(zone, nowMs)}`, dayIn(timeZone, nowMs)]
    const names = ['limit_per_contact', 'limit_per_contact_per_day', 'limit_per_day'] as const
    const bounds = [limits.perContact, limits.perContactPerDay, limits.perDay]
    const full = keys.findIndex(
      (key, index) => (this.#counts.get(key) ?? 0) >= (bounds[index] ?? Number.POSITIVE_INFINITY),
    )
    if (full >= 0) {
      this.leave(contactId, names[full]!)
      return
    }
    for (const key of keys) this.#note(key)
    this.#count += 1
    const most = limits.messagesPerContactPerDay
    const rehearsal = rehearse(run, nowMs, most === undefined ? undefined : this.#allowanceOf(run, most))
    for (const { at } of most === undefined ? [] : rehearsal.messages) {
      this.#note(`messages ${contactId} ${dayIn(zone, Date.parse(at))}`)
    }
    const hindrance = leftOutBy(rehearsal)
    if (hindrance !== undefined) {
      this.leave(contactId, hindrance)
      return
    }
    this.#contacts.add(contactId)
    if (this.#reached.length < listed) this.#reached.push(rehearsal)
    else this.cut('reached')
  }

  #allowanceOf({ stored, facts: { contactId, contact } }: Run, most: number): AllowanceAt {
    const dayOf = (ms: number) => dayIn(contactZone(contact, stored.automation.timeZone), ms)
    return (atMs, before) => {
      const said = this.#counts.get(`messages ${contactId} ${dayOf(atMs)}`) ?? 0
      const now = before.filter(({ at }) => dayOf(Date.parse(at)) === dayOf(atMs)).length
      return { left: most - said - now, reason: 'limit_messages_per_contact_per_day' }
    }
  }

  #note(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  /** Notes that somebody is left out. */
  leave(contactId: string, reason: string): void {
    const entry = this.#leftOut.get(reason) ?? { reason, words: reasons[reason] ?? reason, count: 0, contactIds: [] }
    entry.count += 1
    if (entry.contactIds.length < samples && !entry.contactIds.includes(contactId)) entry.contactIds.push(contactId)
    this.#leftOut.set(reason, entry)
  }

  /** Notes that the answer is not the whole one. */
  cut(by: CutBy): void {
    this.#cut.add(by)
  }

  /** The answer. */
  answer() {
    return {
      executions: this.#count,
      contacts: this.#contacts.size,
      reached: this.#reached,
      leftOut: [...this.#leftOut.values()],
      complete: this.#cut.size === 0,
      cut: [...this.#cut].map(by => cuts[by]),
    }
  }
}
