import { createHash } from 'node:crypto'
import { withVersion } from './new-id.ts'

/** The id of the picture that an event brought: the same event, handled again, names the same picture (uuid v8). */
export function pictureIdOf(eventId: string): string {
  return withVersion(createHash('sha256').update(`picture:${eventId}`).digest(), 8)
}
