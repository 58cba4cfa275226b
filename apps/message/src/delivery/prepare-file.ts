import { fitsWhatsApp, toWhatsAppImage } from '@astria-bot/media'
import type { FileKind } from '@astria-bot/whatsapp'

/** A file as it is uploaded. */
export interface PreparedFile {
  readonly bytes: Uint8Array
  readonly mimeType: string
}

/**
 * Makes of a file what WhatsApp takes: a picture that is too large or too deep becomes a JPEG. Sent as a document, it
 * stays as it is; WhatsApp then must not see that it is a picture, whose limits it would apply. Throws RejectedError
 * where it cannot be decoded.
 */
export async function prepareFile(kind: FileKind, bytes: Uint8Array, mimeType: string): Promise<PreparedFile> {
  if (fitsWhatsApp(bytes, mimeType)) return { bytes, mimeType }
  if (kind === 'document') return { bytes, mimeType: 'application/octet-stream' }
  return { bytes: await toWhatsAppImage(bytes), mimeType: 'image/jpeg' }
}
