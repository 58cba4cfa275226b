import { contactChanged, contactCreated } from '@astria-bot/contracts'
import { enqueueEvents, type Queryable } from '@astria-bot/store'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'
import { countChanges, loadSnapshots, type SnapshotRow } from '../sql/load-snapshots.ts'
import { toSnapshot } from './to-snapshot.ts'

/** What telling needs beside the contacts. */
export interface TellOptions {
  nowMs: number
  /** Contacts of whom nobody knows yet: they are told as created. Others whom nobody knows are not told. */
  introduced?: ReadonlySet<string>
}

/**
 * Tells the other apps how contacts are now, as part of the transaction that changed them; call it after the changes.
 * Contacts by id, with the event (if there was one) that led to the change.
 */
export async function tellContacts(
  tx: Queryable,
  contacts: ReadonlyMap<string, string | undefined>,
  { nowMs, introduced = new Set() }: TellOptions,
): Promise<void> {
  if (contacts.size === 0) return
  const ids = [...contacts.keys()]
  const [counted, rows] = await Promise.all([
    tx.query<{ id: string }>(countChanges, [ids, [...introduced]]),
    tx.query<SnapshotRow>(loadSnapshots, [ids]),
  ])
  const known = new Set(counted.map(({ id }) => id))
  const events = rows
    .filter(({ id }) => known.has(id))
    .map(row => {
      const causationid = contacts.get(row.id)
      const attributes = { id: newId(nowMs), subject: row.id, time: new Date(nowMs), causationid }
      const snapshot = toSnapshot(row)
      if (row.mergedInto !== null)
        return messageEvent(contactChanged, attributes, { ...snapshot, mergedInto: row.mergedInto })
      return messageEvent(row.version === 1 ? contactCreated : contactChanged, attributes, snapshot)
    })
  await enqueueEvents(tx, 'messaging', events)
}
