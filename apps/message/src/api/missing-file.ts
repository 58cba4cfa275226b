import type { FileRef, OutboundContent, TemplateContent } from '@astria-bot/contracts'
import type { Files } from '@astria-bot/files'
import { filesOf } from '@astria-bot/whatsapp'

/** Files that operators may send: what they uploaded, and the examples of the packs. Never a customer's own. */
const sendable = /^(operator|packs)\//

/** Whether a message names a file that is not there, or that is not theirs to send. */
export async function missingFile(
  files: Files,
  { content, template }: { content: OutboundContent; template?: TemplateContent | undefined },
): Promise<boolean> {
  const named: FileRef[] = [content, ...(template ? [template] : [])].flatMap(one =>
    filesOf(one).map(({ file }) => file),
  )
  const found = await Promise.all(
    named.map(({ fileKey }) => sendable.test(fileKey) && files.has(fileKey).catch(() => false)),
  )
  return found.includes(false)
}
