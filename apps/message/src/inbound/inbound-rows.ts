import type { DataOf, Event, messageReceived } from '@astria-bot/contracts'
import { newId } from '../ids/new-id.ts'
import type { NewMessage, NewPicture } from '../turns/writes.ts'
import { pictureIn } from './to-input.ts'

type Received = Event<string, DataOf<typeof messageReceived>>

/** The row of a message that a customer sent. */
export function inboundMessage(event: Received, contactId: string, nowMs: number): NewMessage {
  const { channel, messageId, content, groupId, sentAt, context, referral } = event.data
  return {
    id: newId(nowMs),
    contactId,
    channel,
    direction: 'in',
    type: content.type,
    content,
    state: 'received',
    causeId: event.id,
    wamid: messageId,
    groupId,
    occurredAt: sentAt,
    context,
    referral,
  }
}

/** The row of the picture in a message, if there is one for the studio. */
export function inboundPicture(event: Received, contactId: string, pictureId: string): NewPicture | null {
  const { channel, messageId, content, groupId, sentAt } = event.data
  const picture = pictureIn(content)
  if (!picture || groupId !== undefined) return null
  const { mediaId, mimeType, sha256, url } = picture
  return { id: pictureId, contactId, channel, wamid: messageId, mediaId, mimeType, sha256, url, sentAt }
}
