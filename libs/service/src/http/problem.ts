import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'

/** RFC 9457, as short as it can be: nothing about the inside. */
export const Problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number(),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe('Which fields of the request are wrong, and how.'),
  code: z.string().optional().describe('A short machine-readable word.'),
})
export type Problem = z.infer<typeof Problem>

/** The problem of a status. */
export function problemOf(status: number, extra: Pick<Problem, 'errors' | 'code'> = {}): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, ...extra }
}

/** Answers with a problem body. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  extra?: Pick<Problem, 'errors' | 'code'>,
): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problemOf(status, extra))
}
