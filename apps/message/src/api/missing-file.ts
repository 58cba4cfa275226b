import type { OutboundContent } from '@astria-bot/contracts'
import type { Files } from '@astria-bot/files'
import { fileOf } from '@astria-bot/whatsapp'

/** Files that operators may send: what they uploaded, and the examples of the packs. Never a customer's own. */
const sendable = /^(operator|packs)\//

/** Whether a message names a file that is not there, or that is not theirs to send. */
export async function missingFile(files: Files, { content }: { content: OutboundContent }): Promise<boolean> {
  const file = fileOf(content)
  if (!file) return false
  return !(sendable.test(file.fileKey) && (await files.has(file.fileKey).catch(() => false)))
}
