import type { KnownPicture } from '@astria-bot/media'
import type { Queryable } from '@astria-bot/store'

const statement = {
  name: 'imaging:others-of-set',
  text: `select hash, sha256 from imaging.pictures
    where contact_id = $1 and set_id = $2 and id <> $3 and state in ('accepted', 'held') and hash is not null`,
}

/** What a picture is compared with: those of its set that are in use. */
export function othersOfSet(
  db: Queryable,
  { contactId, setId, pictureId }: { contactId: string; setId: string; pictureId: string },
): Promise<KnownPicture[]> {
  return db.query<KnownPicture>(statement, [contactId, setId, pictureId])
}
