import type { ChatMedia } from '../phones/chat-message.ts'
import type { Media } from './media-store.ts'

/** Media as the page shows it. */
export function chatMedia(media: Media, filename: string | undefined = media.filename): ChatMedia {
  return {
    mediaId: media.id,
    url: `/media/${media.id}`,
    mimeType: media.mimeType,
    ...(filename ? { filename } : {}),
    ...(media.width && media.height ? { width: media.width, height: media.height } : {}),
  }
}
