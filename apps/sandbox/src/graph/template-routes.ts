import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { withFaults } from '../faults/with-faults.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import { cursorPage } from './cursor-page.ts'
import type { Graph } from './graph.ts'
import { graphDoor } from './graph-door.ts'
import { GraphError } from './graph-error.ts'
import { templateNews, templateView } from './template-view.ts'
import { Template, type Templates } from './templates.ts'

interface ListRequest {
  Params: { id: string; version: string }
  Querystring: { limit?: string; after?: string; name?: string; status?: string }
}

/** `GET /{business-account-id}/message_templates`, with paging; `name` finds what contains the word. */
export function templateRoutes(server: FastifyInstance, graph: Graph): void {
  server.get<ListRequest>('/:id/message_templates', async (request, reply) => {
    const { id, version } = request.params
    if (id !== graph.businessId) throw new GraphError(33, `Object with ID '${id}' does not exist`)
    const { name, status } = request.query
    return withFaults(graphDoor(graph), { api: 'whatsapp', op: 'templates', contacts: [] }, reply, () => {
      const found = graph.templates
        .all()
        .filter(template => name === undefined || template.name.includes(name))
        .filter(template => status === undefined || template.status === status)
      graph.record.add('whatsapp.templates', 'accepted', { found: found.length })
      const address = `${graph.publicUrl()}/graph/${version}/${id}/message_templates`
      return cursorPage(found.map(templateView), request.query, address)
    })
  })
}

/** For tests: registers a template, or changes its state; what changed is told as Meta tells it. */
export function templateScript(server: FastifyInstance, templates: Templates, webhooks: Webhooks): void {
  server.post('/templates', async (request, reply) => {
    const parsed = Template.safeParse(request.body)
    if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) })
    const before = templates.find(parsed.data.name, parsed.data.language)
    const after = templates.put(parsed.data)
    for (const { field, value } of templateNews(before, after)) webhooks.tell(field, value)
    return reply.code(201).send(after)
  })
}
