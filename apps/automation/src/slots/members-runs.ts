import type { Queryable } from '@astria-bot/store'
import { contactZone } from '../contacts/contact-zone.ts'
import { holds, type SlotOccasion, type SystemOccasion, type TriggerOf } from '../core/index.ts'
import { LATE_MS } from '../core/time/missed.ts'
import { factsFor } from '../executions/execute.ts'
import type { Run } from '../executions/run.ts'
import type { ContactFacts } from '../facts/load-facts.ts'
import type { Stored } from '../library/shelf.ts'
import type { OpenSlot } from '../sql/slots.ts'
import type { Audience, Member } from './audience.ts'
import { calledOff, dateKey } from './called-off.ts'
import { dateMsOf, relativeDue } from './relative-slots.ts'

/** A page of a slot. */
export interface Page {
  slot: OpenSlot
  stored: Stored
  members: readonly Member[]
  facts: ReadonlyMap<string, ContactFacts>
  /** Null: as if each contact had been looked at when they were due, so that nobody is late. */
  nowMs: number | null
}

/** Why an automation does not run for a contact of a slot. */
export type Hindrance = 'not_due' | 'missed' | 'called_off' | 'audience' | 'conditions'

/** What becomes of a contact of a slot: a run, or why there is none. */
export type Verdict = { member: Member; run: Run } | { member: Member; hindrance: Hindrance }

/** Which contacts of a page the automation runs for: those who are due, fit its audience and its conditions. */
export async function membersRuns(db: Queryable, page: Page): Promise<Run[]> {
  return (await judgeMembers(db, page)).flatMap(verdict => ('run' in verdict ? [verdict.run] : []))
}

/** Says of each contact of a page whether the automation runs for them, or why not. */
export async function judgeMembers(db: Queryable, page: Page): Promise<Verdict[]> {
  const { stored, members, facts, nowMs } = page
  const { trigger } = stored.automation
  const judged = members.flatMap(member => {
    const known = facts.get(member.contactId)
    return known ? [{ member, known, occasion: occasionOf(page, member, known) }] : []
  })
  const due = judged.flatMap(({ member, occasion }) =>
    typeof occasion === 'string' ? [] : [{ ...member, dueMs: occasion.atMs }],
  )
  const off = trigger.type === 'relative' ? await calledOff(db, trigger, due, nowMs) : new Set<string>()
  return judged.map(({ member, known, occasion }): Verdict => {
    if (typeof occasion === 'string') return { member, hindrance: occasion }
    if (off.has(dateKey(member))) return { member, hindrance: 'called_off' }
    const hindrance = misfit(stored, known, occasion, nowMs ?? occasion.atMs)
    if (hindrance) return { member, hindrance }
    return { member, run: { stored, facts: known, occasion, occurrence: occasion.key, chain: [] } }
  })
}

/** Why a contact does not fit an automation whose time has come; undefined if they do. */
export function misfit(
  stored: Stored,
  known: ContactFacts,
  occasion: SlotOccasion,
  nowMs: number,
): 'audience' | 'conditions' | undefined {
  const { trigger, conditions } = stored.automation
  const seen = factsFor(stored, known, occasion, nowMs)
  const audience = trigger.type === 'schedule' || trigger.type === 'once' ? trigger.audience : undefined
  if (audience && !holds(audience, seen)) return 'audience'
  return conditions && !holds(conditions, seen) ? 'conditions' : undefined
}

function occasionOf(
  { slot, stored, nowMs }: Page,
  member: Member,
  known: ContactFacts,
): SlotOccasion | 'not_due' | 'missed' {
  const { audience } = slot
  const atMs = slot.dueAt.getTime()
  switch (audience.kind) {
    case 'birthday':
      // Named by the year: a birthday that is corrected, or a move to another zone, brings no second greeting.
      return { type: 'slot', atMs, key: `birthday:${audience.year}` }
    case 'contacts':
      // Who came to us after the hour has missed nothing by moving.
      if (audience.batch !== undefined && Date.parse(known.contact.createdAt) > atMs) return 'not_due'
      return { type: 'slot', atMs, key: audience.key ?? slot.slot }
    case 'dates':
      return dateOccasion({ stored, nowMs: slot.plannedAt?.getTime() ?? nowMs, audience }, member, known)
  }
}

function dateOccasion(
  { stored, nowMs, audience }: { stored: Stored; nowMs: number | null; audience: Extract<Audience, { kind: 'dates' }> },
  { ref = '', at = '', event }: Member,
  known: ContactFacts,
): SlotOccasion | 'not_due' | 'missed' {
  const { automation } = stored
  const trigger = automation.trigger as TriggerOf<'relative'>
  if (audience.timeZone !== undefined && contactZone(known.contact, null) !== audience.timeZone) return 'not_due'
  const zone = contactZone(known.contact, automation.timeZone)
  const dueMs = relativeDue(trigger, dateMsOf(audience.name, at, known.contact, zone), zone)
  if (dueMs <= audience.afterMs || dueMs > audience.untilMs) return 'not_due'
  const { rule, withinHours } = automation.missed
  const lateMs = (nowMs ?? dueMs) - dueMs
  if (lateMs > LATE_MS && (rule === 'skip' || lateMs > withinHours * 3_600_000)) return 'missed'
  return {
    type: 'slot',
    atMs: dueMs,
    key: `${audience.name}:${ref}:${at}`,
    ...(event ? { event: event as SystemOccasion } : {}),
    ...(audience.name === 'model.expiresAt' ? { tuneId: ref } : {}),
  }
}
