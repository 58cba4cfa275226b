import { once } from 'node:events'
import { createServer } from 'node:http'
import { problemOf } from './problem.ts'

/** Answers for an app that is not there yet. */
export interface WaitingRoom {
  /** Frees the port for the app. */
  close(): Promise<void>
}

/**
 * Listens before the app can: `/health` answers 200, as the process lives; everything else 503, so that no traffic comes
 * while the broker or the database is away. Rejects where the port is taken.
 */
export async function openWaitingRoom(host: string, port: number): Promise<WaitingRoom> {
  const server = createServer((request, response) => {
    const alive = request.url === '/health'
    const body = JSON.stringify(alive ? { status: 'alive' } : problemOf(503))
    response
      .writeHead(alive ? 200 : 503, {
        'content-type': alive ? 'application/json' : 'application/problem+json',
        'retry-after': '1',
        connection: 'close',
      })
      .end(body)
  })
  server.listen({ host, port })
  await once(server, 'listening')
  return {
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
