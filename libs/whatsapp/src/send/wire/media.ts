import type { FileRef } from '@astria-bot/contracts'
import type { Content } from '../content.ts'
import { type MediaId, optionals, type Wire } from './parts.ts'

type Captioned = Pick<Content<'document'>, 'file' | 'caption'>

/** A document without a name is shown as "Untitled". */
const nameOf = ({ filename, fileKey }: FileRef) => filename ?? fileKey.slice(fileKey.lastIndexOf('/') + 1)

const captioned = (type: 'image' | 'video' | 'document', { file, caption }: Captioned, mediaId: MediaId): Wire => ({
  type,
  [type]: {
    id: mediaId(file),
    ...optionals({ caption, filename: type === 'document' ? nameOf(file) : undefined }),
  },
})

/** Messages that are a file. */
export const mediaWire = {
  image: (content: Content<'image'>, mediaId: MediaId): Wire =>
    captioned(content.original ? 'document' : 'image', content, mediaId),
  video: (content: Content<'video'>, mediaId: MediaId): Wire => captioned('video', content, mediaId),
  document: (content: Content<'document'>, mediaId: MediaId): Wire => captioned('document', content, mediaId),
  audio: ({ file, voice }: Content<'audio'>, mediaId: MediaId): Wire => ({
    type: 'audio',
    audio: { id: mediaId(file), ...(voice ? { voice: true } : {}) },
  }),
  sticker: ({ file }: Content<'sticker'>, mediaId: MediaId): Wire => ({
    type: 'sticker',
    sticker: { id: mediaId(file) },
  }),
}
