import { erasureDone } from '@astria-bot/contracts'
import type { Files } from '@astria-bot/files'
import { type Database, enqueueEvents } from '@astria-bot/store'
import { operatorFolder } from '../contacts/operator-folder.ts'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'
import { eraseContacts, findGoneContacts, lockGoneContacts } from '../sql/erase-contacts.ts'

const atOnce = 20

/** What erasing needs. */
export interface ErasureOptions {
  db: Database
  files: Files
  now(): number
  /** After this the data goes even if the goodbye could not be said. */
  deadlineMs: number
}

/**
 * Forgets the contacts who asked for it, once the goodbye has left. Answers how many. Their files go first: a crash in
 * between leaves rows that are found again, and not files that nobody finds.
 */
export async function eraseGoneContacts({ db, files, now, deadlineMs }: ErasureOptions): Promise<number> {
  const due = await db.query<{ id: string }>(findGoneContacts, [deadlineMs, atOnce])
  if (due.length === 0) return 0
  const ids = due.map(({ id }) => id)
  for (const id of ids) await files.deletePrefix(operatorFolder(id))
  return db.transaction(async tx => {
    const gone = await tx.query<{ id: string }>(lockGoneContacts, [deadlineMs, ids])
    if (gone.length === 0) return 0
    const nowMs = now()
    await tx.query(eraseContacts, [gone.map(({ id }) => id)])
    await enqueueEvents(
      tx,
      'messaging',
      gone.map(({ id }) =>
        messageEvent(
          erasureDone,
          { id: newId(nowMs), subject: id, time: new Date(nowMs) },
          { contactId: id, app: 'message' },
        ),
      ),
    )
    return gone.length
  })
}
