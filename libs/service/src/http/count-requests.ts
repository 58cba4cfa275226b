import type { Metrics } from '../metrics.ts'
import type { Server } from './server.ts'

/** Counts instead of logging: a log line per request costs more than a webhook's signature and schema together. */
export function countRequests(server: Server, metrics: Metrics): void {
  const duration = metrics.histogram('http_request_duration_seconds', 'Answered requests, by route and status.', [
    'method',
    'route',
    'status',
  ])
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    done()
  })
}
