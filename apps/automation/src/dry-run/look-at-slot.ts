import type { Queryable } from '@astria-bot/store'
import type { SlotOccasion, SystemOccasion } from '../core/index.ts'
import type { ContactFacts } from '../facts/load-facts.ts'
import type { Shelf } from '../library/shelf.ts'
import { misfit } from '../slots/members-runs.ts'
import { dateName } from '../slots/relative-slots.ts'
import { isTimed } from '../slots/slots-of.ts'
import { lastDate } from '../sql/last-date.ts'
import type { Report } from './report.ts'

/** Looks whether an automation would run for a contact if its time came now: the birthday, the schedule, the last of the dates. */
export async function lookAtSlot(
  db: Queryable,
  shelf: Shelf,
  atMs: number,
  known: ContactFacts,
  report: Report,
): Promise<void> {
  const [stored] = shelf.all
  const { contactId } = known
  if (!stored || !isTimed(stored.automation)) return report.leave(contactId, 'trigger')
  const { trigger } = stored.automation
  if (trigger.type === 'birthday' && !known.contact.birthday) return report.leave(contactId, 'no_birthday')
  let occasion: SlotOccasion = { type: 'slot', atMs, key: 'sample' }
  if (trigger.type === 'relative') {
    const name = dateName(trigger)
    const date = await lastDate(db, contactId, name)
    if (!date) return report.leave(contactId, 'no_date')
    const event = date.event ? { event: date.event as SystemOccasion } : {}
    occasion = { ...occasion, ...event, ...(name === 'model.expiresAt' ? { tuneId: date.ref } : {}) }
  }
  const hindrance = misfit(stored, known, occasion, atMs)
  if (hindrance) report.leave(contactId, hindrance)
  else report.take({ stored, facts: known, occasion, occurrence: occasion.key, chain: [] }, atMs)
}
