import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, withFaults } from '../faults/with-faults.ts'
import { readForm } from '../http/read-form.ts'
import { describeMark } from '../pictures/describe-mark.ts'
import { readMark } from '../pictures/mark.ts'
import { type Astria, AstriaError, astriaDoor } from './astria.ts'
import { createPrompt } from './create-prompt.ts'
import { createTune } from './create-tune.ts'
import { inspectPicture } from './inspect-picture.ts'
import { findPack, packs } from './packs.ts'
import { type ListQuery, pageOf } from './page-of.ts'
import { readTuneRequest } from './read-tune-request.ts'
import type { Studio } from './studio.ts'
import { packDetail, packView, promptView, tuneView } from './views.ts'
import type { Workshop } from './workshop.ts'

const BODY_LIMIT = 300 * 1024 * 1024
const INSPECT_MAX_BYTES = 20 * 1024 * 1024

type ById = { Params: { id: string }; Querystring: ListQuery }
/** `/prompts/12.json` is `/prompts/12`. */
const idOf = (request: FastifyRequest) => (request.params as { id: string }).id.replace(/\.json$/, '')

function found<Row>(row: Row | undefined): Row {
  if (!row) throw new AstriaError(404, 'Not found')
  return row
}

/** A refusal is an answer like any other: it is recorded, and a fault may replace it. */
async function refusals(astria: Astria, op: string, work: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AstriaError)) throw error
    astria.record.add(`astria.${op}`, 'refused', { status: error.status, error: error.body })
    return { status: error.status, body: error.body }
  }
}

async function inspect(astria: Astria, request: FastifyRequest): Promise<Answer> {
  if (!request.isMultipart()) throw new AstriaError(422, { file: ["can't be blank"] })
  const { fields, files } = await readForm(request, INSPECT_MAX_BYTES)
  const name = fields.find(field => field.name === 'name')?.value
  const [file] = files
  if (!name) throw new AstriaError(422, { name: ["can't be blank"] })
  if (!file) throw new AstriaError(422, { file: ["can't be blank"] })
  try {
    const body = await inspectPicture(file.bytes, astria.inspectClass)
    const mark = await readMark(file.bytes)
    const flags = Object.keys(body).filter(key => body[key] === true)
    astria.record.add('astria.inspect', 'accepted', { mark: mark ? describeMark(mark) : null, name: body.name, flags })
    return { status: 200, body }
  } catch {
    throw new AstriaError(422, 'Image could not be processed')
  }
}

function readRoutes(server: FastifyInstance, astria: Astria, faulty: Faulty): void {
  const list = {
    status: 200,
    get body() {
      return packs.map(pack => packView(astria, pack))
    },
  }
  server.get('/packs', (_request, reply) => faulty('packs', reply, () => list))
  server.get('/gallery/packs', (_request, reply) => faulty('packs', reply, () => list))
  server.get<ById>('/p/:id', (request, reply) =>
    faulty('pack', reply, () => ({ status: 200, body: packDetail(astria, found(findPack(idOf(request)))) })),
  )
  server.get<ById>('/tunes', (request, reply) =>
    faulty('tunes.list', reply, () => {
      const { title } = request.query
      const names = [request.query['name[]'] ?? []].flat()
      const rows = [...astria.tunes.all()].filter(
        tune => (title === undefined || tune.title === title) && (names.length === 0 || names.includes(tune.name)),
      )
      return { status: 200, body: pageOf(rows, request.query, 200).map(tune => tuneView(astria, tune)) }
    }),
  )
  server.get<ById>('/tunes/:id', (request, reply) =>
    faulty('tune', reply, () => ({ status: 200, body: tuneView(astria, found(astria.tunes.get(idOf(request)))) })),
  )
  server.get<ById>('/tunes/:id/prompts', (request, reply) =>
    faulty('prompts.list', reply, () => {
      const tune = found(astria.tunes.get(idOf(request)))
      return {
        status: 200,
        body: pageOf(astria.promptsOf(tune.id), request.query, 10_000).map(row => promptView(astria, row)),
      }
    }),
  )
  server.get<ById>('/prompts/:id', (request, reply) =>
    faulty('prompt', reply, () => ({
      status: 200,
      body: promptView(astria, found(astria.prompts.get(idOf(request)))),
    })),
  )
  server.get('/users', (_request, reply) =>
    faulty('users', reply, () => ({
      status: 200,
      body: { usd_balance_mc: 1_250_000, auto_extend_tunes: false, top_off_amount: 0 },
    })),
  )
}

function deleteRoutes(server: FastifyInstance, astria: Astria, faulty: Faulty): void {
  server.delete<ById>('/tunes/:id', (request, reply) =>
    faulty('delete.tune', reply, async () => {
      const tune = found(astria.tunes.get(idOf(request)))
      astria.tunes.delete(tune.id)
      await Promise.all(tune.pictures.map(key => astria.blobs.delete(key)))
      astria.record.add('astria.delete', 'deleted', { tuneId: tune.id, title: tune.title })
      return { status: 200, body: { success: true } }
    }),
  )
  server.delete<ById>('/prompts/:id', (request, reply) =>
    faulty('delete.prompt', reply, () => {
      const prompt = found(astria.prompts.get(idOf(request)))
      astria.prompts.delete(prompt.id)
      astria.record.add('astria.delete', 'deleted', { promptId: prompt.id, tuneId: prompt.tuneId })
      return { status: 200, body: { success: true } }
    }),
  )
}

function writeRoutes(server: FastifyInstance, astria: Astria, workshop: Workshop, faulty: Faulty): void {
  const create = async (request: FastifyRequest, reply: FastifyReply, pack?: string) => {
    const tune = await refusals(astria, 'tune', async () => ({ status: 0, body: await readTuneRequest(request) }))
    if (tune.status !== 0) return reply.code(tune.status).send(tune.body)
    const wanted = tune.body as Awaited<ReturnType<typeof readTuneRequest>>
    return faulty('tunes', reply, () => createTune(astria, workshop, wanted, pack), [wanted.title, ...wanted.tuneIds])
  }
  server.post('/images/inspect', (request, reply) => faulty('inspect', reply, () => inspect(astria, request)))
  server.post('/tunes', { bodyLimit: BODY_LIMIT }, (request, reply) => create(request, reply))
  server.post<ById>('/p/:id/tunes', { bodyLimit: BODY_LIMIT }, (request, reply) =>
    create(request, reply, request.params.id),
  )
  server.post<ById>('/tunes/:id/prompts', (request, reply) =>
    faulty('prompts', reply, () => createPrompt(astria, workshop, idOf(request), request.body)),
  )
  for (const path of ['/prompts/:id/likes', '/prompts/:id/like']) {
    server.post<ById>(path, (request, reply) =>
      faulty('like', reply, () => {
        astria.record.add('astria.like', 'liked', { promptId: found(astria.prompts.get(idOf(request))).id })
        return { status: 201 }
      }),
    )
  }
}

type Faulty = (
  op: string,
  reply: FastifyReply,
  work: () => Answer | Promise<Answer>,
  contacts?: string[],
) => Promise<FastifyReply>

/** The Astria API, under `/astria`. Every call needs the key. */
export async function astriaRoutes(server: FastifyInstance, astria: Astria, workshop: Workshop): Promise<void> {
  const expected = Buffer.from(`Bearer ${astria.apiKey}`)
  server.addHook('onRequest', async (request, reply) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    if (given.length === expected.length && timingSafeEqual(given, expected)) return
    astria.record.add('astria.refused', 'refused', {
      status: 401,
      method: request.method,
      path: request.url.split('?')[0],
    })
    return reply.code(401).send({ error: 'Unauthorized' })
  })
  const door = astriaDoor(astria)
  const faulty: Faulty = (op, reply, work, contacts = []) =>
    withFaults(door, { api: 'astria', op, contacts }, reply, () => refusals(astria, op === 'tunes' ? 'tune' : op, work))
  readRoutes(server, astria, faulty)
  writeRoutes(server, astria, workshop, faulty)
  deleteRoutes(server, astria, faulty)
}

/** The pictures themselves: long-lived addresses without any key, and without a file extension. */
export function astriaMediaRoutes(server: FastifyInstance, astria: Astria, studio: Studio): void {
  const door = astriaDoor(astria)
  type Media = { Params: { kind: string; name: string } }
  server.get<Media>('/astria-media/:kind/:name', (request, reply) => {
    const { kind, name } = request.params
    return withFaults(door, { api: 'astria', op: `media.${kind}`, contacts: [name] }, reply, async () => {
      const made = await draw(astria, studio, kind, name)
      if (kind === 'prompts') astria.record.add('astria.media', made ? 'served' : 'refused', { portrait: name })
      if (!made) return { status: 404, body: 'Not Found' }
      return {
        status: 200,
        headers: { 'content-type': made.mimeType, 'cache-control': 'max-age=3600' },
        body: made.bytes,
      }
    })
  })
}

async function draw(
  astria: Astria,
  studio: Studio,
  kind: string,
  name: string,
): Promise<{ mimeType: string; bytes: Buffer } | undefined> {
  const [first = '', second = '', third = ''] = name.split('-')
  if (kind === 'prompts') return studio.portrait(first, Number(second))
  const drawings: Record<string, () => Promise<Buffer | undefined>> = {
    covers: () => studio.cover(first),
    examples: () => studio.example(first, second, Number(third)),
    originals: () => astria.blobs.get(name),
  }
  const bytes = await drawings[kind]?.()
  return bytes && { mimeType: 'image/jpeg', bytes }
}
