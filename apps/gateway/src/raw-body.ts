import type { IncomingMessage } from 'node:http'
import type { Server } from '@astria-bot/service'
import type { FastifyRequest } from 'fastify'

/** What requests say about their bodies. */
const contentTypes = new WeakMap<IncomingMessage, string>()

/**
 * Leaves every body as the bytes that came, whatever its content type says: signatures are over these bytes. What is no
 * content type at all would be answered 415, which Meta takes for "send it again".
 */
export function keepRawBodies(server: Server): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  server.addHook('onRequest', async ({ raw }) => {
    const given = raw.headers['content-type']
    if (given === undefined) return
    contentTypes.set(raw, given)
    raw.headers['content-type'] = 'application/octet-stream'
  })
}

const empty = Buffer.alloc(0)

/** The bytes of a request. */
export function rawBody(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : empty
}

/** What the request says that its body is. */
export const contentTypeOf = (request: FastifyRequest): string | undefined => contentTypes.get(request.raw)
