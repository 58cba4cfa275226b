import type { Seat } from './compose.ts'

const HOST = '127.0.0.1'

/** Listens on every app's port, then starts them all. A port that is taken is named with the setting that changes it. */
export async function takeSeats(seats: readonly Seat[]): Promise<void> {
  for (const { app, port } of seats) {
    try {
      await app.server.listen({ host: HOST, port })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      const setting = `${app.name.toUpperCase()}_PORT`
      throw new Error(`Port ${port} is taken, and ${app.name} wants it. Is it running already? Else set ${setting}.`)
    }
  }
  for (const { app } of seats) await app.start()
}

/** Stops every app, the outside world last, so that what is being sent still arrives. */
export async function leaveSeats(seats: readonly Seat[]): Promise<void> {
  for (const { app } of seats.toReversed()) {
    app.server.lifecycle.draining = true
    await app.stop()
    await app.server.close()
  }
}
