import type { Transaction } from '@astria-bot/store'
import { findPictures, type PictureOfMessage } from '../sql/find-pictures.ts'
import { storable } from '../sql/rows.ts'
import { allIds, type Contact } from '../turns/contact.ts'
import type { ToldCorrection } from './early-corrections.ts'

/** The pictures that customers take back, by contact and message: those that are stored. */
export async function withdrawnPictures(
  tx: Transaction,
  corrections: readonly ToldCorrection[],
): Promise<ReadonlyMap<string, string>> {
  const revoked = corrections.filter(({ correction }) => correction.content === null)
  if (revoked.length === 0) return new Map()
  const owners = new Map(revoked.flatMap(({ contact }) => allIds(contact).map(id => [id, contact.id] as const)))
  const found = await tx.query<PictureOfMessage>(findPictures, [
    [...owners.keys()],
    revoked.map(({ correction }) => storable(correction.wamid)),
  ])
  return new Map(
    found.map(({ id, contactId, ...message }) => [
      pictureKeyOf({ id: owners.get(contactId) ?? contactId }, message),
      id,
    ]),
  )
}

/** A message of a contact, as the key of a map. */
export const pictureKeyOf = (
  { id }: Pick<Contact, 'id'>,
  { channel, wamid }: { channel: string; wamid: string },
): string => `${id} ${channel} ${wamid}`
