import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { contactOf, phoneNumber } from './phone.ts'
import type { World } from './world.ts'

const Preference = z.strictObject({ value: z.enum(['stop', 'resume']) })

type ByPhone = { Params: { phone: string } }

const refuse = (reply: FastifyReply, error: string) => reply.code(400).send({ error })

/**
 * What a person does beside writing: `POST /phones/:phone/preferences` wants no marketing any more (or wants it again),
 * `POST /phones/:phone/calls` rings.
 */
export function wishRoutes(server: FastifyInstance, world: World): void {
  server.post<ByPhone>('/phones/:phone/preferences', async (request, reply) => {
    const id = phoneNumber(request.params.phone)
    const parsed = Preference.safeParse(request.body)
    if (!id) return refuse(reply, 'not a phone number')
    if (!parsed.success) return refuse(reply, z.prettifyError(parsed.error))
    const { value } = parsed.data
    const phone = world.phones.change(id, { marketingStopped: value === 'stop' })
    const preference = {
      ...(phone.hideNumber ? {} : { wa_id: phone.id }),
      user_id: phone.userId,
      detail: `User requested to ${value} marketing messages`,
      category: 'marketing_messages',
      value,
      timestamp: Math.floor(Date.now() / 1000),
    }
    world.record.add('phone.preference', value, { phone: id })
    world.tell('user_preferences', { contacts: [contactOf(phone)], user_preferences: [preference] })
    return reply.code(201).send({ value })
  })

  server.post<ByPhone>('/phones/:phone/calls', async (request, reply) => {
    const id = phoneNumber(request.params.phone)
    if (!id) return refuse(reply, 'not a phone number')
    const now = Date.now()
    // A call opens the 24 hours, as a message does.
    const phone = world.phones.change(id, { lastInboundAt: now })
    const callId = `wacid.${randomBytes(18).toString('base64')}`
    const call = {
      id: callId,
      ...(phone.hideNumber ? {} : { from: phone.id }),
      from_user_id: phone.userId,
      to: world.displayNumber,
      event: 'connect',
      direction: 'USER_INITIATED',
      timestamp: String(Math.floor(now / 1000)),
    }
    world.record.add('phone.call', 'rung', { phone: id, callId })
    world.tell('calls', { contacts: [contactOf(phone)], calls: [call] })
    return reply.code(201).send({ id: callId })
  })
}
