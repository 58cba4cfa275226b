import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, withFaults } from '../faults/with-faults.ts'
import { readForm } from '../http/read-form.ts'
import { describeMark } from '../pictures/describe-mark.ts'
import type { Graph } from './graph.ts'
import { graphDoor } from './graph-door.ts'
import { GraphError, graphErrorAnswer } from './graph-error.ts'
import { checkUpload } from './media-limits.ts'

const UPLOAD_MAX_BYTES = 101 * 1024 * 1024

async function upload(graph: Graph, request: FastifyRequest): Promise<Answer> {
  if (!request.isMultipart()) throw new GraphError(100, 'the upload must be multipart/form-data')
  const { fields, files } = await readForm(request, UPLOAD_MAX_BYTES)
  const value = (name: string) => fields.find(field => field.name === name)?.value
  if (value('messaging_product') !== 'whatsapp') throw new GraphError(100, 'messaging_product must be whatsapp')
  const file = files.find(({ name }) => name === 'file')
  if (!file) throw new GraphError(131008, 'file is required')
  const mimeType = value('type') ?? file.mimeType
  try {
    const { mark, ...size } = await checkUpload(file.bytes, mimeType)
    const named = mark ? { mark: describeMark(mark) } : {}
    const media = await graph.media.add(
      { from: 'business', mimeType, filename: file.filename, ...size, ...named },
      file.bytes,
    )
    const { id, sha256, sizeBytes } = media
    graph.record.add('whatsapp.upload', 'accepted', { mediaId: id, mimeType, sha256, sizeBytes, ...named })
    return { status: 200, body: { id } }
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    graph.record.add('whatsapp.upload', 'refused', {
      mimeType,
      sizeBytes: file.bytes.length,
      code: error.code,
      details: error.details,
    })
    return graphErrorAnswer(error.code, error.details)
  }
}

function describe(graph: Graph, id: string): Answer {
  const media = graph.media.find(id)
  graph.record.add('whatsapp.media', media ? 'accepted' : 'refused', { mediaId: id })
  if (!media) return graphErrorAnswer(33, `Unsupported get request. Object with ID '${id}' does not exist`)
  const { mimeType, sha256, sizeBytes } = media
  const url = `${graph.publicUrl()}/graph-media/${graph.media.sign(id, Date.now())}`
  return {
    status: 200,
    body: { messaging_product: 'whatsapp', url, mime_type: mimeType, sha256, file_size: sizeBytes, id },
  }
}

async function remove(graph: Graph, id: string): Promise<Answer> {
  const known = graph.media.find(id)?.from === 'business'
  graph.record.add('whatsapp.media.delete', known ? 'accepted' : 'refused', { mediaId: id })
  if (!known) return graphErrorAnswer(33, `Object with ID '${id}' does not exist`)
  await graph.media.delete(id)
  return { status: 200, body: { success: true } }
}

function aboutNumber(graph: Graph): Answer {
  const { numberId, displayNumber, businessName } = graph
  const body = {
    id: numberId,
    display_phone_number: displayNumber,
    verified_name: businessName,
    quality_rating: 'GREEN',
  }
  return { status: 200, body: { ...body, throughput: { level: 'STANDARD' } } }
}

type ById = FastifyRequest<{ Params: { id: string } }>

/** Upload, the address of a download, deletion; and a look at the number itself. */
export function mediaRoutes(server: FastifyInstance, graph: Graph): void {
  const door = graphDoor(graph)
  const faulty = (op: string, reply: FastifyReply, work: () => Answer | Promise<Answer>) =>
    withFaults(door, { api: 'whatsapp', op, contacts: [] }, reply, work)

  server.post('/:id/media', { bodyLimit: UPLOAD_MAX_BYTES }, async (request: ById, reply) => {
    if (request.params.id !== graph.numberId)
      throw new GraphError(33, `Object with ID '${request.params.id}' does not exist`)
    return faulty('upload', reply, () => upload(graph, request))
  })
  server.get('/:id', async (request: ById, reply) => {
    const { id } = request.params
    return id === graph.numberId
      ? faulty('number', reply, () => aboutNumber(graph))
      : faulty('media', reply, () => describe(graph, id))
  })
  server.delete('/:id', async (request: ById, reply) =>
    faulty('media.delete', reply, () => remove(graph, request.params.id)),
  )
}

/** The downloads themselves: another host at Meta, which wants the token as well. */
export function downloadRoutes(server: FastifyInstance, graph: Graph): void {
  type Download = { Params: { id: string }; Querystring: { ext?: string; hash?: string } }
  server.get<Download>('/graph-media/:id', async (request, reply) => {
    const { id } = request.params
    const { ext = '', hash = '' } = request.query
    return withFaults(graphDoor(graph), { api: 'whatsapp', op: 'download', contacts: [] }, reply, async () => {
      const bytes = graph.media.isSigned(id, ext, hash, Date.now()) ? await graph.media.bytes(id) : undefined
      graph.record.add('whatsapp.download', bytes ? 'accepted' : 'refused', { mediaId: id })
      if (!bytes) return { status: 404, body: { error: 'URL signature expired' } }
      return {
        status: 200,
        headers: { 'content-type': graph.media.find(id)?.mimeType ?? 'application/octet-stream' },
        body: bytes,
      }
    })
  })
}
