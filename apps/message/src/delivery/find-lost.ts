import type { OutboundContent } from '@astria-bot/contracts'
import type { Queryable } from '@astria-bot/store'
import type { FoundMessage, WhatsAppClient } from '@astria-bot/whatsapp'
import { findKnownNames } from '../sql/find-known-names.ts'

/** Their clock is not ours. */
const skewMs = 30_000

/** A message whose answer was lost. */
export interface LostMessage {
  readonly channel: string
  readonly content: OutboundContent
  readonly phone: string | null
  readonly userId: string | null
  /** When it was begun to be sent. */
  readonly triedAt: Date
}

/**
 * What the provider has of a message whose answer was lost: the first that looks like it and is none that we know by its
 * name. One message of a contact is under way at a time. Null: nothing, or the provider cannot be asked.
 */
export async function findLost(db: Queryable, client: WhatsAppClient, lost: LostMessage): Promise<FoundMessage | null> {
  if (!client.sentSince) return null
  const to = { phone: lost.phone ?? undefined, userId: lost.userId ?? undefined }
  const found = await client.sentSince(lost.content, to, new Date(lost.triedAt.getTime() - skewMs))
  if (found.length === 0) return null
  const names = found.map(({ messageId }) => messageId)
  const stored = await db.query<{ wamid: string }>(findKnownNames, [lost.channel, names])
  const known = new Set(stored.map(({ wamid }) => wamid))
  return found.find(({ messageId }) => !known.has(messageId)) ?? null
}
