import type { Server } from '@astria-bot/service'
import type { FastifyRequest } from 'fastify'

const bytes = 'application/octet-stream'

/**
 * Leaves every body as the bytes that came, whatever its content type says: signatures are over these bytes. What is no
 * content type at all would be answered 415, which Meta takes for "send it again".
 */
export function keepRawBodies(server: Server): void {
  server.removeAllContentTypeParsers()
  // The first is found at once; the second is for bodies of which nothing is said.
  for (const type of [bytes, '*']) {
    server.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  }
  server.addHook('onRequest', ({ raw }, _reply, done) => {
    if (raw.headers['content-type'] !== undefined) raw.headers['content-type'] = bytes
    done()
  })
}

const empty = Buffer.alloc(0)

/** The bytes of a request. */
export function rawBody(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : empty
}

/** What the request says that its body is; the header as it came, see above. */
export function contentTypeOf({ raw }: FastifyRequest): string | undefined {
  const at = raw.rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type')
  return at < 0 ? undefined : raw.rawHeaders[at + 1]
}
