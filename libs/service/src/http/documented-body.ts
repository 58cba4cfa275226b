import type { FastifyRouteSchemaDef, FastifyValidationResult } from 'fastify/types/schema.js'
import { validatorCompiler } from 'fastify-type-provider-zod'

/**
 * The `validatorCompiler` of a route whose body is told by its schema and read by its handler, which answers mistakes in its
 * own way. Everything but the body is checked as elsewhere.
 */
export function documentedBody(route: FastifyRouteSchemaDef<unknown>): FastifyValidationResult {
  return route.httpPart === 'body' ? (value: unknown) => ({ value }) : validatorCompiler(route as never)
}
