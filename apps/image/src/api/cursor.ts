/** Where a page ended: the time and the id of its last row. */
export interface Cursor {
  at: Date
  id: string
}

/** A cursor as text for a link. */
export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')
}

/** Reads a cursor; null where it is none of ours. */
export function readCursor(text: string): Cursor | null {
  const [time = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ')
  const at = new Date(time)
  return Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id) ? null : { at, id }
}
