import { createEvent, erasureDone } from '@astria-bot/contracts'
import { type Database, enqueueEvents } from '@astria-bot/store'
import { newId } from '../ids/new-id.ts'
import { eraseContacts, lockGoneContacts } from '../sql/erase-contacts.ts'

const atOnce = 20

/** What erasing needs. */
export interface ErasureOptions {
  db: Database
  now(): number
  /** After this the data goes even if the goodbye could not be said. */
  deadlineMs: number
}

/** Forgets the contacts who asked for it, once the goodbye has left. Answers how many. */
export function eraseGoneContacts({ db, now, deadlineMs }: ErasureOptions): Promise<number> {
  return db.transaction(async tx => {
    const gone = await tx.query<{ id: string }>(lockGoneContacts, [deadlineMs, atOnce])
    if (gone.length === 0) return 0
    const nowMs = now()
    await tx.query(eraseContacts, [gone.map(({ id }) => id)])
    await enqueueEvents(
      tx,
      'messaging',
      gone.map(({ id }) =>
        createEvent(
          erasureDone,
          { id: newId(nowMs), source: 'message', subject: id, time: new Date(nowMs) },
          { contactId: id, app: 'message' },
        ),
      ),
    )
    return gone.length
  })
}
