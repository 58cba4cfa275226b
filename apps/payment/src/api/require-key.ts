import { createHash, timingSafeEqual } from 'node:crypto'
import { sendProblem } from '@astria-bot/service'
import type { FastifyReply, FastifyRequest } from 'fastify'

const hash = (text: string) => createHash('sha256').update(text).digest()

/** Lets requests through that carry the key as a bearer token. Hashes have one length, so that the comparison tells nothing. */
export function requireKey(key: string) {
  const wanted = hash(`Bearer ${key}`)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (timingSafeEqual(hash(request.headers.authorization ?? ''), wanted)) return undefined
    return sendProblem(reply.header('www-authenticate', 'Bearer'), 401)
  }
}
