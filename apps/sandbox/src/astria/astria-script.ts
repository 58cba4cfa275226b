import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Astria } from './astria.ts'

const Policy = z.strictObject({
  idempotent: z.boolean().optional(),
  trainingMs: z.int().min(0).max(86_400_000).optional(),
  promptMs: z.int().min(0).max(86_400_000).optional(),
})

/** For tests: the account's switch and the times, changed while it runs. */
export function astriaScript(server: FastifyInstance, astria: Astria): void {
  server.post('/astria-policy', async (request, reply) => {
    const parsed = Policy.safeParse(request.body)
    if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) })
    const given = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
    astria.record.add('astria.policy', 'changed', { policy: given })
    return Object.assign(astria.policy, given)
  })
}
