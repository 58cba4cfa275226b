import type { DataOf, pictureWithdrawn } from '@astria-bot/contracts'
import { type EffectHandler, imaging, prepareEffects, type Transaction } from '@astria-bot/store'
import { and, eq } from 'drizzle-orm'
import { lockContacts } from '../sql/lock-contacts.ts'
import type { Studio } from '../studio.ts'
import { fileKeyOf } from './file-key-of.ts'

/** The file of a picture that is not to be kept. */
export interface DeletePictureRequest {
  fileKey: string
}

const stopFetching = {
  name: 'imaging:stop-fetching',
  text: `update imaging.effects set state = 'failed', request = '{}'::json, result = null, lease_id = null, lease_until = null
    where kind = 'fetch_picture' and key = $1 and state not in ('done', 'failed')`,
}

/** A customer took a picture back: what is known of it is deleted, its file by a job. */
export async function withdrawPicture(
  tx: Transaction,
  { pictureId }: Pick<DataOf<typeof pictureWithdrawn>, 'pictureId'>,
): Promise<void> {
  const { pictures } = imaging
  const [known] = await tx.drizzle.select().from(pictures).where(eq(pictures.id, pictureId))
  if (!known) return
  // Alone, as judging does: nobody compares it with another one meanwhile.
  const { contactId } = known
  await lockContacts(tx, [contactId], 'exclusive')
  await tx.drizzle.delete(pictures).where(and(eq(pictures.id, pictureId), eq(pictures.contactId, contactId)))
  await tx.query(stopFetching, [pictureId])
  const request: DeletePictureRequest = { fileKey: fileKeyOf({ contactId, pictureId }) }
  await prepareEffects(tx, 'imaging', [{ kind: 'delete_picture', key: pictureId, contactId, request }])
}

/** Deletes the file of a picture that was taken back. */
export function deletePicture({ files }: Studio): EffectHandler<DeletePictureRequest, null> {
  return {
    async perform({ fileKey }) {
      await files.delete(fileKey)
      return null
    },
    resolve: async () => null,
    async done() {},
    async failed() {},
  }
}
