import { createHash, timingSafeEqual } from 'node:crypto'
import { type Server, sendProblem } from '@astria-bot/service'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Lets only requests with the bearer token through to the routes of this scope. */
export function requireKey(server: Server, key: string): void {
  const expected = digest(`Bearer ${key}`)
  server.addHook('onRequest', async (request, reply) => {
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) return
    return sendProblem(reply.header('www-authenticate', 'Bearer'), 401)
  })
}
