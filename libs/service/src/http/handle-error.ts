import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod'
import { sendProblem } from './problem.ts'

function validationErrors(error: unknown) {
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined
  return error.validation.map(({ instancePath, message }) => ({ path: instancePath || '/', message: message ?? '' }))
}

/** The status of a `RejectedError` that reaches a route: it says so itself, or the request could not be carried out. */
const statusOfCode = new Map([
  ['not_found', 404],
  ['conflict', 409],
  ['precondition_failed', 412],
])

/**
 * SQLSTATEs (PostgreSQL manual, appendix A) that say of a value that it is none: too large or small for its kind, a date
 * that does not exist, a character that cannot be kept.
 */
const impossible = /^22(?:003|007|008|021|P02|P05)$/

/** The error and what it was made from: drizzle wraps what the driver throws. */
function causes(error: unknown): Error[] {
  const found: Error[] = []
  for (let one = error; one instanceof Error && found.length < 5; one = one.cause) found.push(one)
  return found
}

/** Turns what a route throws into an answer; what is our fault is logged, what is the caller's is counted elsewhere. */
export function handleError(thrown: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const errors = validationErrors(thrown)
  if (errors) return sendProblem(reply, 400, { errors })
  const all = causes(thrown)
  const error = all.find(one => one instanceof TransientError) ?? thrown
  if (error instanceof RejectedError)
    return sendProblem(reply, statusOfCode.get(error.code) ?? 422, { code: error.code })
  const route = request.routeOptions.url
  if (error instanceof TransientError || error instanceof UnknownOutcomeError) {
    request.log.warn({ err: error, route }, 'a request has to wait for something that is away')
    const seconds = error instanceof TransientError ? Math.ceil((error.retryAfterMs ?? 1000) / 1000) : 1
    return sendProblem(reply.header('retry-after', String(seconds)), 503)
  }
  if (all.some(one => impossible.test(String((one as { code?: unknown }).code)))) {
    request.log.warn({ err: error, route }, 'a request had a value that the database cannot take')
    return sendProblem(reply, 400, { code: 'bad_value' })
  }
  const status = isResponseSerializationError(error) ? 500 : ((error as FastifyError).statusCode ?? 500)
  if (status < 500) return sendProblem(reply, status)
  request.log.error({ err: error, route, requestId: request.id }, 'a request failed')
  return sendProblem(reply.header('x-request-id', request.id), status)
}
