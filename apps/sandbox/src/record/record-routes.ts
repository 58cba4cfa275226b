import type { FastifyInstance } from 'fastify'
import type { RecordQuery, TheRecord } from './record.ts'

type Query = Record<string, string | string[] | undefined>

const own = new Set(['kind', 'after', 'limit', 'by', 'min'])
const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** `?kind=whatsapp.send&kind=astria&after=12&limit=100`; any other name is a field that must be equal. */
function readQuery(query: Query): RecordQuery {
  const where: Record<string, string> = {}
  for (const [name, value] of Object.entries(query)) if (!own.has(name)) where[name] = first(value) ?? ''
  const kinds = [query.kind ?? []].flat().flatMap(kind => kind.split(','))
  const limit = first(query.limit)
  return { kinds, after: Number(first(query.after) ?? 0), where, ...(limit ? { limit: Number(limit) } : {}) }
}

/** Reading the record. There is no route that writes it. */
export function recordRoutes(server: FastifyInstance, record: TheRecord): void {
  server.get<{ Querystring: Query }>('/record', async request => ({
    entries: record.find(readQuery(request.query)),
    last: record.last(),
  }))

  server.get<{ Querystring: Query }>('/record/count', async request => {
    const by = (first(request.query.by) ?? 'kind').split(',')
    const min = Number(first(request.query.min) ?? 1)
    const groups = record.count(readQuery(request.query), by).filter(group => group.count >= min)
    return { groups, last: record.last() }
  })
}
