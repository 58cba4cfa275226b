import type { FileRef, OutboundContent } from '@astria-bot/contracts'
import type { TemplateCard } from './content.ts'

/** What a file is sent as. */
export type FileKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

/** A file of a message, which is uploaded before the message is sent. */
export interface MessageFile {
  readonly file: FileRef
  readonly kind: FileKind
  /**
   * What its upload is remembered by. A picture that goes as a document goes as it is, so that its upload is another
   * than the same picture's as a picture.
   */
  readonly key: string
}

function messageFile(kind: FileKind, file: FileRef): MessageFile {
  const original = kind === 'document' && file.mimeType.startsWith('image/')
  return { file, kind, key: original ? `${file.fileKey}#original` : file.fileKey }
}

type Part = { readonly type: string; readonly file?: FileRef }
const partFile = (part: Part): MessageFile[] => (part.file ? [messageFile(part.type as FileKind, part.file)] : [])
const cardFiles = (cards: readonly TemplateCard[] = []) => cards.flatMap(card => partFile(card.header))

/** Every file of a message, in the order in which they stand in it. */
export function filesOf(content: OutboundContent): MessageFile[] {
  switch (content.type) {
    case 'image':
      return [messageFile(content.original ? 'document' : 'image', content.file)]
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return [messageFile(content.type, content.file)]
    case 'buttons':
    case 'link':
    case 'flow':
      return content.header ? partFile(content.header) : []
    case 'template':
      return [...(content.header ? partFile(content.header) : []), ...cardFiles(content.cards)]
    case 'text':
    case 'list':
    case 'location':
    case 'location_request':
    case 'contacts':
    case 'reaction':
      return []
  }
}

/** What the upload of a message's one file is remembered by; undefined where there is none, or several. */
export function uploadKeyOf(content: OutboundContent): string | undefined {
  const [first, ...others] = filesOf(content)
  return others.length === 0 ? first?.key : undefined
}
