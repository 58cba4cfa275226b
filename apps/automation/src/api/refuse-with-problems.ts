import { type Server, sendProblem } from '@astria-bot/service'
import { RefusedAutomation } from './read-body.ts'

/** Answers what cannot work with 422 and each mistake at its place; everything else is answered as elsewhere. */
export function refuseWithProblems(server: Server): void {
  const inherited = server.errorHandler
  server.setErrorHandler((error, request, reply) => {
    if (!(error instanceof RefusedAutomation)) return inherited.call(server, error as never, request, reply)
    const errors = error.problems.map(({ path, message }) => ({ path, message }))
    return sendProblem(reply, 422, { code: error.problems[0]?.code ?? 'refused', errors })
  })
}
