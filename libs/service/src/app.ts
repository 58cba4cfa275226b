import type { Server } from './http/server.ts'

/** A running app: its HTTP server, and what it does besides answering. */
export interface App {
  readonly name: string
  readonly server: Server
  /** Starts consumers and loops. */
  start(): Promise<void>
  /** Takes nothing new, ends or gives back what is in flight. */
  stop(): Promise<void>
}

/**
 * Ends an app in order: readiness falls, requests on their way are answered, consumers and loops stop. Keep-alive
 * connections are closed as they fall idle, so that a busy peer does not hold the process.
 */
export async function stopApp(app: App): Promise<void> {
  app.server.lifecycle.draining = true
  const sweep = setInterval(() => app.server.server.closeIdleConnections(), 50)
  try {
    await Promise.all([app.server.close(), app.stop()])
  } finally {
    clearInterval(sweep)
  }
}
