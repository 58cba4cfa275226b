import { RejectedError } from '@astria-bot/contracts'
import { type StoredFile, verifyMediaLink } from '@astria-bot/files'
import { fitsWhatsApp, toWhatsAppImage } from '@astria-bot/media'
import { type Server, sendProblem } from '@astria-bot/service'
import { z } from 'zod'
import type { Studio } from '../studio.ts'

/**
 * `GET /media/<key>?exp&sig`: a file to whoever has its signed link; with `as=image`, a picture that WhatsApp would not
 * take is made into one each time, so that no second copy has to be found when a person is forgotten. A wrong link, a
 * missing file and one that is no picture look the same.
 */
export function mediaRoute(server: Server, { files, settings }: Studio): void {
  const schema = {
    hide: true,
    params: z.object({ '*': z.string() }),
    querystring: z.object({ exp: z.string(), sig: z.string(), as: z.literal('image').optional() }),
  }
  server.get('/media/*', { schema }, async (request, reply) => {
    const key = request.params['*']
    if (!verifyMediaLink(key, request.query, settings.SECRET_KEY, Date.now())) return sendProblem(reply, 404)
    try {
      const stored = await files.get(key)
      const { bytes, mimeType } = request.query.as === 'image' ? await asWhatsAppImage(stored) : stored
      return reply
        .header('content-type', mimeType)
        .header('cache-control', 'private, max-age=300')
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(bytes)
    } catch (error) {
      if (error instanceof RejectedError) return sendProblem(reply, 404)
      throw error
    }
  })
}

async function asWhatsAppImage(stored: StoredFile): Promise<StoredFile> {
  if (fitsWhatsApp(stored.bytes, stored.mimeType)) return stored
  return { bytes: await toWhatsAppImage(stored.bytes), mimeType: 'image/jpeg' }
}
