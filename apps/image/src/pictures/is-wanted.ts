import type { Queryable } from '@astria-bot/store'

const statement = {
  name: 'imaging:is-picture-wanted',
  text: 'select id from imaging.pictures where id = $1',
}

/** Whether a picture is still to be kept: neither was it taken back nor its contact erased. */
export async function isWanted(db: Queryable, pictureId: string): Promise<boolean> {
  return (await db.query(statement, [pictureId])).length > 0
}
