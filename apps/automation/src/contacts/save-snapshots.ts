import type { ContactSnapshot } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { inboundDate, lastInbound } from '../inbound/inbound-date.ts'
import { birthdayName } from '../slots/birthday-slots.ts'
import { scheduleName } from '../slots/schedule-slots.ts'
import { noteAllDates, noteNewDates } from '../sql/new-dates.ts'
import { saveContacts } from '../sql/save-contacts.ts'
import { saveDates } from '../sql/save-dates.ts'
import { saveKeys } from '../sql/save-keys.ts'
import { saveZones } from '../sql/zones.ts'
import { birthdayNumber } from './birthday-number.ts'
import { contactZone } from './contact-zone.ts'
import { changedDates } from './dates-of.ts'
import { type Merger, mergeContact } from './merge-contact.ts'

/** A snapshot, and the contact that this one has become part of. */
export type Told = ContactSnapshot & { mergedInto?: string | undefined }

/** What is known before snapshots are stored. */
export interface Before {
  /** The contacts so far. */
  known: ReadonlyMap<string, { snapshot: ContactSnapshot }>
  /** The names of dates that schedules wait for. */
  awaited: ReadonlySet<string>
}

/**
 * Stores what contact events tell, the newest of each contact. Their contacts and keys are locked. Answers the snapshots
 * that were news.
 */
export async function saveSnapshots(
  tx: Transaction,
  told: readonly Told[],
  before: Before,
): Promise<ContactSnapshot[]> {
  if (told.length === 0) return []
  const newest = new Map<string, Told>()
  for (const one of told) {
    const known = newest.get(one.contactId)
    if (!known || known.version < one.version) newest.set(one.contactId, one)
  }
  const living = [...newest.values()].filter(one => one.mergedInto === undefined)
  await saveZones(
    tx,
    living.flatMap(one => contactZone(one, null) ?? []),
  )
  const news = await saveContacts(
    tx,
    living.map(({ mergedInto: _gone, ...snapshot }) => ({
      contactId: snapshot.contactId,
      version: snapshot.version,
      snapshot,
      // A zone that does not exist counts as not known: schedules would stumble over it.
      timeZone: contactZone(snapshot, null),
      birthday: birthdayNumber(snapshot.birthday),
    })),
  )
  const changed = living.filter(one => news.has(one.contactId))
  await saveKeys(tx, new Map(changed.flatMap(one => one.keys.map((key): [string, string] => [key, one.contactId]))))
  const { known, awaited } = before
  const dates = changed.flatMap(one => changedDates(known.get(one.contactId)?.snapshot, one))
  await saveDates(tx, dates, awaited)
  await lookAgain(tx, changed, before)
  for (const { contactId, mergedInto } of newest.values()) {
    if (mergedInto !== undefined) await mergeContact(tx, { contactId, into: mergedInto } satisfies Merger)
  }
  return changed.map(({ mergedInto: _gone, ...snapshot }) => snapshot)
}

/** Who lives in another zone now has other times: those that are over there, and not where they were, come late. */
async function lookAgain(tx: Transaction, changed: readonly Told[], { known, awaited }: Before): Promise<void> {
  const moved = changed.flatMap(one => {
    const before = known.get(one.contactId)?.snapshot
    return before && contactZone(before, null) !== contactZone(one, null) ? [one.contactId] : []
  })
  await noteAllDates(tx, moved, awaited)
  if (awaited.has(birthdayName)) {
    const news = changed.filter(one => hasNewBirthday(known.get(one.contactId)?.snapshot, one))
    await noteNewDates(
      tx,
      news.map(({ contactId }) => ({ contactId, name: birthdayName, ref: '' })),
    )
  }
  if (awaited.has(scheduleName)) {
    await noteNewDates(
      tx,
      moved.map(contactId => ({ contactId, name: scheduleName, ref: '' })),
    )
  }
  if (awaited.has(lastInbound)) await noteNewDates(tx, moved.map(inboundDate))
}

/** Whether somebody's birthday begins at another time than was known, or is known for the first time. */
function hasNewBirthday(before: ContactSnapshot | undefined, after: ContactSnapshot): boolean {
  const birthday = birthdayNumber(after.birthday)
  if (birthday === null) return false
  return birthday !== birthdayNumber(before?.birthday) || contactZone(before!, null) !== contactZone(after, null)
}
