import type { DataOf, MessageContent, messageReceived } from '@astria-bot/contracts'
import type { Input } from '@astria-bot/conversation'

/** A picture that may be a selfie: people send them as documents too, to keep the quality. */
export type PictureContent = Extract<MessageContent, { type: 'image' | 'document' }>

/** The picture in a message, if there is one. */
export function pictureIn(content: MessageContent): PictureContent | null {
  if (content.type === 'image') return content
  return content.type === 'document' && content.mimeType.toLowerCase().startsWith('image/') ? content : null
}

/** What a message means to the conversation. Null: it is kept, and nothing is said about it. */
export function toInput(message: DataOf<typeof messageReceived>, pictureId: string): Input | null {
  const { content, messageId } = message
  if (message.groupId !== undefined) return null
  switch (content.type) {
    case 'text':
      return { kind: 'text', text: content.body, messageId }
    case 'image':
      return { kind: 'picture', pictureId, messageId }
    case 'document':
      return pictureIn(content)
        ? { kind: 'picture', pictureId, messageId }
        : { kind: 'other', mediaType: content.type, messageId }
    case 'button':
      return { kind: 'button', id: content.id, title: content.title, messageId }
    case 'list':
      return { kind: 'choice', id: content.id, title: content.title, messageId }
    case 'reaction':
      return { kind: 'reaction', emoji: content.emoji, messageId }
    case 'welcome':
      return { kind: 'opened' }
    case 'video':
    case 'audio':
    case 'sticker':
    case 'location':
    case 'contacts':
    case 'flow':
    case 'call_permission':
    case 'order':
    case 'unsupported':
      return { kind: 'other', mediaType: content.type, messageId }
    case 'system':
    case 'edit':
    case 'revoke':
      return null
  }
}
