import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Graph } from './graph.ts'
import { GraphError, graphErrorAnswer } from './graph-error.ts'
import { historyRoutes } from './history-routes.ts'
import { downloadRoutes, mediaRoutes } from './media-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { templateRoutes } from './template-routes.ts'

export function isBearer(header: string | undefined, key: string): boolean {
  const expected = Buffer.from(`Bearer ${key}`)
  const given = Buffer.from(header ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** The Graph API of the number, under `/graph/<version>`. Every call needs the token. */
export async function graphRoutes(server: FastifyInstance, graph: Graph): Promise<void> {
  server.setErrorHandler((error, request, reply) => {
    if (!(error instanceof GraphError)) {
      const status = (error as { statusCode?: number }).statusCode ?? 500
      if (status >= 500) request.log.error({ err: error }, 'the Graph API of the sandbox failed')
      const answer = graphErrorAnswer(status < 500 ? 100 : 1, error instanceof Error ? error.message : undefined)
      return reply.code(status).send(answer.body)
    }
    graph.record.add('whatsapp.refused', 'refused', {
      code: error.code,
      method: request.method,
      path: request.url.split('?')[0],
    })
    const answer = graphErrorAnswer(error.code, error.details)
    return reply.code(answer.status).send(answer.body)
  })
  server.addHook('onRequest', async request => {
    if (!isBearer(request.headers.authorization, graph.apiKey)) throw new GraphError(190)
  })
  downloadRoutes(server, graph)
  await server.register(
    async versioned => {
      messageRoutes(versioned, graph)
      templateRoutes(versioned, graph)
      historyRoutes(versioned, graph)
      mediaRoutes(versioned, graph)
    },
    { prefix: '/graph/:version' },
  )
}
