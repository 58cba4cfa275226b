import type { ContactSnapshot } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { isTimeZone } from '../core/index.ts'
import { removeAttributeDates } from '../sql/remove-attribute-dates.ts'
import { saveContacts } from '../sql/save-contacts.ts'
import { saveDates } from '../sql/save-dates.ts'
import { saveKeys } from '../sql/save-keys.ts'
import { saveZones } from '../sql/zones.ts'
import { birthdayNumber } from './birthday-number.ts'
import { datesOf } from './dates-of.ts'
import { type Merger, mergeContact } from './merge-contact.ts'

/** A snapshot, and the contact that this one has become part of. */
export type Told = ContactSnapshot & { mergedInto?: string | undefined }

/** Stores what contact events tell, the newest of each contact. Their contacts and keys are locked. */
export async function saveSnapshots(tx: Transaction, told: readonly Told[]): Promise<void> {
  const newest = new Map<string, Told>()
  for (const one of told) {
    const known = newest.get(one.contactId)
    if (!known || known.version < one.version) newest.set(one.contactId, one)
  }
  const living = [...newest.values()].filter(one => one.mergedInto === undefined)
  await saveZones(
    tx,
    living.flatMap(one => zoneOf(one) ?? []),
  )
  const news = await saveContacts(
    tx,
    living.map(({ mergedInto: _gone, ...snapshot }) => ({
      contactId: snapshot.contactId,
      version: snapshot.version,
      snapshot,
      timeZone: zoneOf(snapshot),
      birthday: birthdayNumber(snapshot.birthday),
    })),
  )
  const changed = living.filter(one => news.has(one.contactId))
  await saveKeys(tx, new Map(changed.flatMap(one => one.keys.map((key): [string, string] => [key, one.contactId]))))
  await removeAttributeDates(tx, [...news])
  await saveDates(tx, changed.flatMap(datesOf))
  for (const { contactId, mergedInto } of newest.values()) {
    if (mergedInto !== undefined) await mergeContact(tx, { contactId, into: mergedInto } satisfies Merger)
  }
}

/** A zone that does not exist counts as not known: schedules would stumble over it. */
function zoneOf({ timeZone }: Pick<ContactSnapshot, 'timeZone'>): string | null {
  return timeZone !== undefined && isTimeZone(timeZone) ? timeZone : null
}
