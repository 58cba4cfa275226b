import { createHash } from 'node:crypto'
import { withVersion } from './new-id.ts'

/** The id of the message that somebody asks for under a key of their own: asked again, it is the same message (uuid v8). */
export function messageIdOf(name: string, key: string): string {
  return withVersion(
    createHash('sha256')
      .update(JSON.stringify(['message', name, key]))
      .digest(),
    8,
  )
}
