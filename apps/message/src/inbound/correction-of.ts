import type { DataOf, MessageContent, messageReceived } from '@astria-bot/contracts'
import type { Correction } from '../sql/correct-messages.ts'
import type { NewMessage } from '../turns/writes.ts'

type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})

/** The words of an edited message: a text, or the caption of media. */
function wordsIn(raw: unknown): string | null {
  const message = fieldsOf(raw)
  const part = fieldsOf(message[String(message.type)])
  const words = message.type === 'text' ? part.body : part.caption
  return typeof words === 'string' ? words : null
}

/** What a message changes about an earlier one of the same sender; null if nothing. */
export function correctionOf(
  { channel, content, sentAt }: DataOf<typeof messageReceived>,
  contactId: string,
): Correction | null {
  if (content.type === 'revoke') {
    return { contactId, channel, wamid: content.originalMessageId, words: null, revoked: true, at: sentAt }
  }
  if (content.type !== 'edit') return null
  const words = wordsIn(content.raw)
  return words === null
    ? null
    : { contactId, channel, wamid: content.originalMessageId, words, revoked: false, at: sentAt }
}

/** What is left of a message that was taken back. */
export const revokedContent: MessageContent = { type: 'unsupported', originalType: 'revoked', raw: null }

/** Of what was taken back, the changes that are about to be stored say nothing more either. */
export function forgetEdits(messages: readonly NewMessage[], { contactId, wamid, revoked }: Correction): void {
  if (!revoked) return
  for (const { contactId: of, content } of messages) {
    if (of === contactId && content.type === 'edit' && content.originalMessageId === wamid) content.raw = null
  }
}

/** Corrects a message that is about to be stored. */
export function correctNew(message: NewMessage, { revoked, words }: Correction): void {
  if (revoked) message.content = revokedContent
  else if (message.content.type === 'text') message.content = { ...message.content, body: words ?? '' }
  else if ('caption' in message.content) message.content = { ...message.content, caption: words ?? '' }
}
