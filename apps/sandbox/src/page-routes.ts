import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { pageHeaders } from './page-headers.ts'
import type { World } from './phones/world.ts'
import { sampleBytes } from './pictures/sample-bytes.ts'
import { trayOf } from './pictures/samples.ts'

const folder = fileURLToPath(new URL('../page/', import.meta.url))
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}
const FIRST_PHONE = '972500000001'

/** The phone in the browser: static files, read once. */
export function pageRoutes(server: FastifyInstance, world: World): void {
  const files = new Map(readdirSync(folder).map(name => [name, readFileSync(folder + name)]))
  const serve = (reply: FastifyReply, name: string) => {
    const file = files.get(name)
    if (!file) return reply.code(404).send({ error: 'not found' })
    return reply
      .headers(pageHeaders)
      .type(types[extname(name)] ?? 'application/octet-stream')
      .send(file)
  }
  server.get('/', async (_request, reply) => reply.redirect(`/phone/${FIRST_PHONE}`))
  server.get('/phone/:number', async (_request, reply) => serve(reply, 'phone.html'))
  server.get('/phones', async (_request, reply) => serve(reply, 'phones.html'))
  server.get<{ Params: { name: string } }>('/page/:name', async (request, reply) => serve(reply, request.params.name))

  server.get<{ Querystring: { person?: string } }>('/samples', async request => {
    const person = Math.min(255, Math.max(1, Number(request.query.person ?? 1) || 1))
    return { groups: trayOf(person) }
  })
  type ByName = { Params: { name: string }; Querystring: { size?: string } }
  server.get<ByName>('/samples/:name', async (request, reply) => {
    const size = request.query.size === 'thumb' ? 'thumb' : 'full'
    const bytes = await sampleBytes(request.params.name.replace(/\.jpg$/, ''), size)
    if (!bytes) return reply.code(404).send({ error: 'no such sample' })
    return reply.headers({ 'cache-control': 'max-age=86400' }).type('image/jpeg').send(bytes)
  })
  server.get<{ Params: { id: string } }>('/media/:id', async (request, reply) => {
    const bytes = await world.media.bytes(request.params.id)
    if (!bytes) return reply.code(404).send({ error: 'no such media' })
    const { mimeType } = world.media.find(request.params.id)!
    // Media of any type is shown, never run: a page that the phone was sent stays a file.
    const shown = /^(image\/(jpeg|png|webp)|video\/|audio\/)/.test(mimeType)
    const headers = {
      'x-content-type-options': 'nosniff',
      'cache-control': 'max-age=86400',
      'content-security-policy': "default-src 'none'",
    }
    return sendRange(
      reply.headers(headers),
      request.headers.range,
      shown ? mimeType : 'application/octet-stream',
      bytes,
    )
  })
}

/** Browsers play a video only when they may ask for parts of it. */
function sendRange(reply: FastifyReply, range: string | undefined, mimeType: string, bytes: Buffer): FastifyReply {
  const match = /^bytes=(\d+)-(\d*)$/.exec(range ?? '')
  reply.type(mimeType).header('accept-ranges', 'bytes')
  if (!match) return reply.send(bytes)
  const from = Number(match[1])
  const to = Math.min(match[2] ? Number(match[2]) : bytes.length - 1, bytes.length - 1)
  if (from > to) return reply.code(416).header('content-range', `bytes */${bytes.length}`).send()
  return reply
    .code(206)
    .header('content-range', `bytes ${from}-${to}/${bytes.length}`)
    .send(bytes.subarray(from, to + 1))
}
