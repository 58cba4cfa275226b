import { RejectedError, TransientError } from '@astria-bot/contracts'
import { callGraph, type GraphAccess } from '../send/graph.ts'
import { id } from '../values.ts'
import { largestBytes } from './largest.ts'
import { multipart } from './multipart.ts'

/**
 * Uploads a file and returns its id, which is valid for 30 days. Uploading twice harms nobody, so that a lost answer is
 * a TransientError. Throws RejectedError('too_large') before sending what WhatsApp would refuse.
 */
export async function uploadMedia(
  access: GraphAccess,
  numberId: string,
  bytes: Uint8Array,
  mimeType: string,
  filename: string,
): Promise<string> {
  const maxBytes = largestBytes(mimeType, bytes)
  if (bytes.byteLength > maxBytes) {
    throw new RejectedError('too_large', `the file has ${bytes.byteLength} of at most ${maxBytes} bytes`)
  }
  const { contentType, body } = multipart(
    { messaging_product: 'whatsapp', type: mimeType },
    { field: 'file', filename, mimeType, bytes },
  )
  const init = { method: 'POST', headers: { 'content-type': contentType }, body: body as Uint8Array<ArrayBuffer> }
  const answer = await callGraph(access, `/${encodeURIComponent(numberId)}/media`, init, 'harmless')
  const mediaId = id(answer.id)
  if (mediaId === undefined) throw new TransientError('WhatsApp took the file but did not name it')
  return mediaId
}
