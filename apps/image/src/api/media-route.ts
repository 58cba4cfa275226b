import { RejectedError } from '@astria-bot/contracts'
import { verifyMediaLink } from '@astria-bot/files'
import { type Server, sendProblem } from '@astria-bot/service'
import { z } from 'zod'
import type { Studio } from '../studio.ts'

/** `GET /media/<key>?exp&sig`: a file to whoever has its signed link. A wrong link and a missing file look the same. */
export function mediaRoute(server: Server, { files, settings }: Studio): void {
  const schema = {
    hide: true,
    params: z.object({ '*': z.string() }),
    querystring: z.object({ exp: z.string(), sig: z.string() }),
  }
  server.get('/media/*', { schema }, async (request, reply) => {
    const key = request.params['*']
    if (!verifyMediaLink(key, request.query, settings.SECRET_KEY, Date.now())) return sendProblem(reply, 404)
    try {
      const { bytes, mimeType } = await files.get(key)
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
