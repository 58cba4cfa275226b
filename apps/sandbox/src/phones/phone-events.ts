import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ChatEvent } from './chats.ts'
import { messageView, phoneView } from './phone-view.ts'
import type { World } from './world.ts'

const PING_MS = 15_000

const frame = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

function frameOf(event: ChatEvent): string {
  if (event.event === 'message') return frame('message', messageView(event.message))
  return event.event === 'typing' ? frame('typing', { until: event.until }) : frame('cleared', {})
}

/** Server-sent events: the whole chat first, so that nothing falls between reading and listening, then every change. */
export function streamEvents(world: World, phoneId: string, request: FastifyRequest, reply: FastifyReply): () => void {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  raw.write(frame('chat', phoneView(world, world.phones.ensure(phoneId))))
  const unsubscribe = world.chats.subscribe(phoneId, event => raw.write(frameOf(event)))
  const ping = setInterval(() => raw.write(': here\n\n'), PING_MS)
  const end = () => {
    clearInterval(ping)
    unsubscribe()
    raw.end()
  }
  request.raw.on('close', end)
  return end
}
