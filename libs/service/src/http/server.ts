import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'

/** A Fastify server whose routes are typed and validated by zod schemas. */
export type Server = FastifyInstance<HttpServer, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

declare module 'fastify' {
  interface FastifyInstance {
    /** `draining` is true from the moment the process was told to end: `/ready` falls, connections are closed. */
    readonly lifecycle: { draining: boolean }
  }
}
