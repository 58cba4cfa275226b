import { RejectedError } from '@astria-bot/contracts'
import type { Files } from '@astria-bot/files'
import { filesOf } from '@astria-bot/whatsapp'
import { operatorFolder } from '../contacts/operator-folder.ts'
import type { SendBody } from './send-body.ts'

/** What operators may send: examples of the packs, and what they uploaded for everybody or for this contact. */
const sendable = (fileKey: string, contactId: string | undefined) =>
  ['packs/', operatorFolder(undefined), operatorFolder(contactId)].some(folder => fileKey.startsWith(folder))

/** Whether a message names a file that is not there, or that is not theirs to send: another customer's own. */
export async function missingFile(
  files: Files,
  { contactId, content, template }: Pick<SendBody, 'contactId' | 'content' | 'template'>,
): Promise<boolean> {
  const named = [content, ...(template ? [template] : [])].flatMap(one => filesOf(one).map(({ file }) => file.fileKey))
  const found = await Promise.all(named.map(key => sendable(key, contactId) && files.has(key).catch(isBadKey)))
  return found.includes(false)
}

function isBadKey(error: unknown): false {
  if (error instanceof RejectedError) return false
  throw error
}
