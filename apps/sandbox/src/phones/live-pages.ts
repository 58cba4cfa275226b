import type { FastifyReply, FastifyRequest } from 'fastify'
import { streamEvents } from './phone-events.ts'
import type { World } from './world.ts'

/** The open event streams, so that they can be ended when the sandbox stops. */
export function phoneEvents(world: World) {
  const open = new Set<() => void>()
  let ended = false
  return {
    open(phone: string, request: FastifyRequest, reply: FastifyReply): void {
      // A page comes back at once when its stream ends: a server that is closing would wait for it for ever.
      if (ended) {
        reply.code(503).header('connection', 'close').send()
        return
      }
      const end = streamEvents(world, phone, request, reply)
      open.add(end)
      request.raw.on('close', () => open.delete(end))
    },
    end(): void {
      ended = true
      for (const end of open) end()
    },
  }
}
