import type { FastifyRequest } from 'fastify'
import { Problem, sendProblem } from '../http/problem.ts'
import type { Server } from '../http/server.ts'
import type { ApiKeys } from './api-keys.ts'
import { includesRole, type KeyHolder, type Role } from './role.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The least role that may call the route: viewer for reading and admin for everything else, unless told. */
    role?: Role
  }
}

const holders = new WeakMap<FastifyRequest, KeyHolder>()
/** Longer than any key of ours; what is longer is not even hashed. */
const longest = 512

/**
 * Lets only requests with a key through to the routes that are added to this scope: `Authorization: Bearer <key>` or
 * `X-API-Key: <key>`. Without a key that is known 401; with one whose role is not enough 403.
 */
export function protectApi(scope: Server, keys: ApiKeys): void {
  scope.addHook('onRoute', route => {
    const { response, ...schema } = route.schema ?? {}
    const problem = {
      description: 'A problem (RFC 9457)',
      content: { 'application/problem+json': { schema: Problem } },
    }
    route.schema = {
      ...schema,
      security: [{ bearer: [] }, { apiKey: [] }],
      response: { ...(response as object), '4xx': problem },
    }
  })
  scope.addHook('onRequest', async (request, reply) => {
    const key = keyOf(request)
    const holder = key === null || key.length > longest ? null : await keys.holderOf(key)
    if (!holder) return sendProblem(reply.header('www-authenticate', 'Bearer'), 401)
    const reads = request.method === 'GET' || request.method === 'HEAD'
    const needed = request.routeOptions.config.role ?? (reads ? 'viewer' : 'admin')
    if (!includesRole(holder.role, needed)) return sendProblem(reply, 403, { code: `needs_${needed}` })
    holders.set(request, holder)
    return undefined
  })
}

/** Who sent the request. Only in a scope that `protectApi` guards. */
export function holderOf(request: FastifyRequest): KeyHolder {
  const holder = holders.get(request)
  if (!holder) throw new Error('the route is not protected')
  return holder
}

function keyOf({ headers }: FastifyRequest): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  const given = headers['x-api-key']
  return bearer ?? (typeof given === 'string' && given !== '' ? given : null)
}
