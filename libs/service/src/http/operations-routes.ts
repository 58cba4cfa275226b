import type { Metrics } from '../metrics.ts'
import { sendProblem } from './problem.ts'
import { cachedReadiness } from './readiness.ts'
import type { Server } from './server.ts'

/** `/health`: the event loop turns. `/ready`: requests can be served. `/metrics`: for Prometheus. */
export function addOperationsRoutes(server: Server, ready: () => Promise<void>, metrics: Metrics): void {
  const isReady = cachedReadiness(ready, {
    fell: err => server.log.warn({ err }, 'not ready'),
    rose: () => server.log.info('ready again'),
  })
  const schema = { hide: true }

  server.get('/health', { schema }, async () => ({ status: 'alive' }))
  server.get('/ready', { schema }, async (_request, reply) => {
    if (server.lifecycle.draining || !(await isReady())) return sendProblem(reply, 503)
    return { status: 'ready' }
  })
  server.get('/metrics', { schema }, async (_request, reply) => {
    const { contentType, body } = await metrics.text()
    return reply.header('content-type', contentType).send(body)
  })
}
