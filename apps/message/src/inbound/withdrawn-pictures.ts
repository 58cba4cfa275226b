import type { Transaction } from '@astria-bot/store'
import type { Correction } from '../sql/correct-messages.ts'
import { findPictures, type PictureOfMessage } from '../sql/find-pictures.ts'
import { storable } from '../sql/rows.ts'
import type { Contact } from '../turns/contact.ts'

/** The pictures that customers take back, by contact and message: those that are stored. */
export async function withdrawnPictures(
  tx: Transaction,
  corrections: readonly { correction: Correction; contact: Contact }[],
): Promise<ReadonlyMap<string, string>> {
  const revoked = corrections.filter(({ correction }) => correction.content === null)
  if (revoked.length === 0) return new Map()
  const owners = new Map(
    revoked.flatMap(({ contact }) => [contact.id, ...contact.formerIds].map(id => [id, contact.id] as const)),
  )
  const found = await tx.query<PictureOfMessage>(findPictures, [
    [...owners.keys()],
    revoked.map(({ correction }) => storable(correction.wamid)),
  ])
  return new Map(
    found.map(({ id, contactId, channel, wamid }) => [
      pictureKey(owners.get(contactId) ?? contactId, channel, wamid),
      id,
    ]),
  )
}

/** A picture as the one of a message. */
export const pictureKey = (contactId: string, channel: string, wamid: string): string =>
  `${contactId} ${channel} ${wamid}`
