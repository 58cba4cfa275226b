import type { DataOf, pictureSubmitted } from '@astria-bot/contracts'
import { imaging, prepareEffects, type Transaction } from '@astria-bot/store'
import { lockContacts } from '../sql/lock-contacts.ts'
import type { FetchRequest } from './finding.ts'

/** WhatsApp keeps what a customer sent for seven days (Cloud API, media). */
const keptMs = 7 * 86_400_000

type Submitted = DataOf<typeof pictureSubmitted>

/** Writes submitted pictures down; each is fetched by a job of its own. */
export async function submitPictures(tx: Transaction, submitted: readonly Submitted[]): Promise<void> {
  if (submitted.length === 0) return
  const { erased } = await lockContacts(
    tx,
    submitted.map(picture => picture.contactId),
    'shared',
  )
  const wanted = submitted.filter(picture => !erased.has(picture.contactId))
  if (wanted.length === 0) return
  const rows = wanted.map(({ pictureId, contactId, setId, messageId }) => ({
    id: pictureId,
    contactId,
    setId,
    messageId,
  }))
  await tx.drizzle.insert(imaging.pictures).values(rows).onConflictDoNothing()
  await prepareEffects(
    tx,
    'imaging',
    wanted.map(({ pictureId, contactId, setId, channel, mediaId, url, sha256, sentAt }) => ({
      kind: 'fetch_picture',
      key: pictureId,
      contactId,
      request: {
        pictureId,
        contactId,
        setId,
        channel,
        mediaId,
        url: url ?? null,
        sha256: sha256 ?? null,
      } satisfies FetchRequest,
      deadline: new Date(Date.parse(sentAt) + keptMs),
    })),
  )
}
