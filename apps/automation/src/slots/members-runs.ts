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
import { calledOff } from './called-off.ts'
import { dateMsOf, relativeDue } from './relative-slots.ts'

/** A page of a slot. */
export interface Page {
  slot: OpenSlot
  stored: Stored
  members: readonly Member[]
  facts: ReadonlyMap<string, ContactFacts>
  nowMs: number
}

/** Which contacts of a page the automation runs for: those who are due, fit its audience and its conditions. */
export async function membersRuns(db: Queryable, page: Page): Promise<Run[]> {
  const { stored, members, facts, nowMs } = page
  const { trigger, conditions } = stored.automation
  const due = members.flatMap(member => {
    const known = facts.get(member.contactId)
    const occasion = known && occasionOf(page, member, known)
    return known && occasion ? [{ member, known, occasion }] : []
  })
  const off =
    trigger.type === 'relative'
      ? await calledOff(
          db,
          trigger,
          due.map(one => one.member),
        )
      : new Set<Member>()
  return due.flatMap(({ member, known, occasion }) => {
    if (off.has(member)) return []
    const seen = factsFor(stored, known, occasion, nowMs)
    const audience = trigger.type === 'schedule' || trigger.type === 'once' ? trigger.audience : undefined
    if ((audience && !holds(audience, seen)) || (conditions && !holds(conditions, seen))) return []
    return [{ stored, facts: known, occasion, occurrence: occasion.key, chain: [] }]
  })
}

function occasionOf({ slot, stored, nowMs }: Page, member: Member, known: ContactFacts): SlotOccasion | undefined {
  const { audience } = slot
  const atMs = slot.dueAt.getTime()
  switch (audience.kind) {
    case 'birthday':
      // Named by the year: a birthday that is corrected, or a move to another zone, brings no second greeting.
      return { type: 'slot', atMs, key: `birthday:${audience.year}` }
    case 'contacts':
      return { type: 'slot', atMs, key: slotKey(slot.slot) }
    case 'dates':
      return dateOccasion({ stored, nowMs: slot.plannedAt?.getTime() ?? nowMs, audience }, member, known)
  }
}

/** The slot without its zone: a contact who moves to another zone is not reached a second time. */
function slotKey(slot: string): string {
  return slot.endsWith('Z') ? slot : slot.slice(0, slot.lastIndexOf(':'))
}

function dateOccasion(
  { stored, nowMs, audience }: { stored: Stored; nowMs: number; audience: Extract<Audience, { kind: 'dates' }> },
  { ref = '', at = '', event }: Member,
  known: ContactFacts,
): SlotOccasion | undefined {
  const { automation } = stored
  const trigger = automation.trigger as TriggerOf<'relative'>
  if (audience.timeZone !== undefined && contactZone(known.contact, null) !== audience.timeZone) return undefined
  const zone = contactZone(known.contact, automation.timeZone)
  const dueMs = relativeDue(trigger, dateMsOf(audience.name, at, known.contact, zone), zone)
  if (dueMs <= audience.afterMs || dueMs > audience.untilMs) return undefined
  const { rule, withinHours } = automation.missed
  const lateMs = nowMs - dueMs
  if (lateMs > LATE_MS && (rule === 'skip' || lateMs > withinHours * 3_600_000)) return undefined
  return {
    type: 'slot',
    atMs: dueMs,
    key: `${audience.name}:${ref}:${at}`,
    ...(event ? { event: event as SystemOccasion } : {}),
    ...(audience.name === 'model.expiresAt' ? { tuneId: ref } : {}),
  }
}
