import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { phoneEvents } from './live-pages.ts'
import { phoneNumber } from './phone.ts'
import { PhoneError } from './phone-error.ts'
import { messageView, phoneView } from './phone-view.ts'
import { profileRoute } from './profile-route.ts'
import { sayIt } from './say.ts'
import { Say } from './say-schema.ts'
import { wishRoutes } from './wish-routes.ts'
import type { World } from './world.ts'

/** Pictures come as base64 in JSON: a hundred of them fit. */
const BODY_LIMIT = 256 * 1024 * 1024

type ByPhone = { Params: { phone: string } }

function refuse(reply: FastifyReply, error: string) {
  return reply.code(400).send({ error })
}

/** What the page and the tests do with a phone. */
export function phoneRoutes(server: FastifyInstance, world: World): { endStreams(): void } {
  const streams = phoneEvents(world)
  profileRoute(server, world)
  wishRoutes(server, world)

  server.post<ByPhone>('/phones/:phone/messages', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const phone = phoneNumber(request.params.phone)
    if (!phone) return refuse(reply, 'not a phone number')
    const parsed = Say.safeParse(request.body)
    if (!parsed.success) return refuse(reply, z.prettifyError(parsed.error))
    try {
      const ids = await sayIt(world, phone, parsed.data)
      return reply.code(201).send({ messages: ids.map(id => ({ id })) })
    } catch (error) {
      if (error instanceof PhoneError) return refuse(reply, error.message)
      throw error
    }
  })

  server.get('/phones.json', async () => ({
    phones: world.phones
      .all()
      .map(({ id, name, userId }) => ({ phone: id, name, userId, messages: world.chats.of(id).length })),
  }))

  server.get<ByPhone>('/phones/:phone', async (request, reply) => {
    const phone = phoneNumber(request.params.phone)
    if (!phone) return refuse(reply, 'not a phone number')
    return phoneView(world, world.phones.ensure(phone))
  })

  server.get<{ Params: { phone: string; id: string } }>('/phones/:phone/messages/:id', async (request, reply) => {
    const message = world.chats.find(request.params.id)
    return message ? messageView(message) : reply.code(404).send({ error: 'no such message' })
  })

  server.post<ByPhone>('/phones/:phone/read', async (request, reply) => {
    const phone = phoneNumber(request.params.phone)
    return phone ? { read: world.statuses.read(phone) } : refuse(reply, 'not a phone number')
  })

  server.get<ByPhone>('/phones/:phone/events', async (request, reply) => {
    const phone = phoneNumber(request.params.phone)
    if (!phone) return refuse(reply, 'not a phone number')
    streams.open(phone, request, reply)
  })
  return { endStreams: streams.end }
}
