import { randomBytes } from 'node:crypto'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { Metrics } from '../metrics.ts'
import { countRequests } from './count-requests.ts'
import { handleError } from './handle-error.ts'
import { componentsInUse } from './openapi-components.ts'
import { addOperationsRoutes } from './operations-routes.ts'
import { sendProblem } from './problem.ts'
import type { Server } from './server.ts'

/** What a server is made from. */
export interface ServerOptions {
  name: string
  logger: FastifyBaseLogger
  metrics: Metrics
  /** Throws when the app cannot serve now. Asked at most once a second. */
  ready: () => Promise<void>
  /** Bytes; 1 MiB unless told. */
  bodyLimit?: number
  /** Serves the OpenAPI page at /docs. */
  docs?: boolean
}

function requestIds(): () => string {
  const prefix = randomBytes(4).toString('hex')
  let count = 0
  return () => {
    count += 1
    return `${prefix}-${count.toString(36)}`
  }
}

async function addDocs(server: Server, name: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      info: { title: name, version: '1' },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: componentsInUse,
  })
  await server.register(swaggerUi, { routePrefix: '/docs' })
}

/**
 * Makes the HTTP server of an app: zod schemas, short problem bodies, /health, /ready and /metrics, and a histogram
 * instead of a log line per request. Forwarded headers are not believed (`trustProxy` is off).
 */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { name, logger, metrics, ready, bodyLimit = 1024 * 1024, docs = false } = options
  const server: Server = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIds(),
    bodyLimit,
    trustProxy: false,
    requestTimeout: 30_000,
    keepAliveTimeout: 75_000,
    // While draining, requests that are already on their way are answered, and their connections closed after it.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>()
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  server.decorate('lifecycle', { draining: false })
  server.setErrorHandler(handleError)
  server.setNotFoundHandler((_request, reply) => sendProblem(reply, 404))
  server.addHook('onRequest', (_request, reply, done) => {
    if (server.lifecycle.draining) reply.header('connection', 'close')
    done()
  })
  countRequests(server, metrics)
  if (docs) await addDocs(server, name)
  addOperationsRoutes(server, ready, metrics)
  return server
}
