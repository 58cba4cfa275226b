import { RejectedError } from '@astria-bot/contracts'

/** Where a page ended: the time and the id of its last row. */
export interface Cursor {
  at: Date
  id: string
}

/** A cursor as text for a link. */
export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')
}

/** Reads a cursor. Throws RejectedError for one that is none of ours. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const [time = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ')
  const at = new Date(time)
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id))
    throw new RejectedError('bad_cursor', 'the cursor is none')
  return { at, id }
}
