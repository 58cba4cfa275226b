import { toWhatsAppImage } from '@astria-bot/media'
import { type FileKind, mediaTypes } from '@astria-bot/whatsapp'

/** A file as it is uploaded. */
export interface PreparedFile {
  readonly bytes: Uint8Array
  readonly mimeType: string
}

/** The bit depth that the header of a PNG tells: WhatsApp takes no more than 8 bits per channel. */
const isDeepPng = (bytes: Uint8Array, mimeType: string) => mimeType === 'image/png' && (bytes[24] ?? 8) > 8

/**
 * Makes of a file what WhatsApp takes: a picture that is too large or too deep becomes a JPEG. Sent as a document, it
 * stays as it is; WhatsApp then must not see that it is a picture, whose limits it would apply. Throws RejectedError
 * where it cannot be decoded.
 */
export async function prepareFile(kind: FileKind, bytes: Uint8Array, mimeType: string): Promise<PreparedFile> {
  const { types, maxBytes } = mediaTypes.image
  const refused = types.includes(mimeType) && (bytes.byteLength > maxBytes || isDeepPng(bytes, mimeType))
  if (!refused) return { bytes, mimeType }
  if (kind === 'document') return { bytes, mimeType: 'application/octet-stream' }
  return { bytes: await toWhatsAppImage(bytes), mimeType: 'image/jpeg' }
}
