import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Graph } from './graph.ts'
import { GraphError } from './graph-error.ts'
import { Template, type Templates } from './templates.ts'

/** `GET /{business-account-id}/message_templates`. */
export function templateRoutes(server: FastifyInstance, graph: Graph): void {
  server.get<{ Params: { id: string } }>('/:id/message_templates', async request => {
    if (request.params.id !== graph.businessId)
      throw new GraphError(33, `Object with ID '${request.params.id}' does not exist`)
    const data = graph.templates.all().map(({ name, language, category, body }) => ({
      name,
      language,
      status: 'APPROVED',
      category: category.toUpperCase(),
      components: [{ type: 'BODY', text: body }],
    }))
    return { data, paging: {} }
  })
}

/** For tests: registers a template as approved. */
export function templateScript(server: FastifyInstance, templates: Templates): void {
  server.post('/templates', async (request, reply) => {
    const parsed = Template.safeParse(request.body)
    if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) })
    return reply.code(201).send(templates.put(parsed.data))
  })
}
