import type { Queryable } from '@astria-bot/store'
import { filesOf } from '@astria-bot/whatsapp'
import { forgetUploads } from '../sql/save-upload.ts'
import { type SentContent, sentContents } from '../sql/sent-contents.ts'

/** Forgets the uploads of every file of these messages: the next message with such a file brings it to WhatsApp anew. */
export async function forgetFiles(tx: Queryable, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  const keys = new Map<string, Set<string>>()
  for (const { channel, content } of await tx.query<SentContent>(sentContents, [messageIds])) {
    const known = keys.get(channel) ?? new Set()
    for (const { key } of filesOf(content)) known.add(key)
    keys.set(channel, known)
  }
  const channels = [...keys].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [channel, ofChannel] of channels) await tx.query(forgetUploads, [channel, [...ofChannel].sort()])
}
