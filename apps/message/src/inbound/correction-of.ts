import type { DataOf, messageReceived } from '@astria-bot/contracts'
import type { Correction } from '../sql/correct-messages.ts'

/** What a message changes about an earlier one of the same sender; null if nothing. */
export function correctionOf(
  { channel, content, sentAt: at }: DataOf<typeof messageReceived>,
  contactId: string,
): Correction | null {
  switch (content.type) {
    case 'revoke':
      return { contactId, channel, wamid: content.originalMessageId, content: null, at }
    case 'edit':
      return { contactId, channel, wamid: content.originalMessageId, content: content.content, at }
    default:
      return null
  }
}
