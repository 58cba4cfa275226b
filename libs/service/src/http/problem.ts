import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'

/** RFC 9457, as short as it can be: nothing about the inside. */
export interface Problem {
  type: 'about:blank'
  title: string
  status: number
  /** Which fields of the request are wrong, and how. */
  errors?: readonly { path: string; message: string }[]
  /** A short machine-readable word. */
  code?: string
}

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
