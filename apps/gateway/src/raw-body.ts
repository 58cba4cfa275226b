import type { Server } from '@astria-bot/service'
import type { FastifyRequest } from 'fastify'

/** Leaves every body as the bytes that came, whatever its content type says: signatures are over these bytes. */
export function keepRawBodies(server: Server): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

const empty = Buffer.alloc(0)

/** The bytes of a request. */
export function rawBody(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : empty
}
