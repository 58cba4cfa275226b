import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { phoneNumber } from './phone.ts'
import { phoneView } from './phone-view.ts'
import type { World } from './world.ts'

const DAY_MS = 24 * 3_600_000
const Profile = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  username: z.string().min(1).max(40).optional(),
  hideNumber: z.boolean().optional(),
  /** Opens or closes the 24-hour window. */
  window: z.enum(['open', 'closed']).optional(),
})

const lastInbound = (window: 'open' | 'closed' | undefined) =>
  window === undefined ? undefined : window === 'open' ? Date.now() : Date.now() - DAY_MS - 1000

/** `PUT /phones/:phone`: who the person is, and whether the 24 hours are over. */
export function profileRoute(server: FastifyInstance, world: World): void {
  server.put<{ Params: { phone: string } }>('/phones/:phone', async (request, reply) => {
    const phone = phoneNumber(request.params.phone)
    const parsed = Profile.safeParse(request.body)
    if (!phone) return reply.code(400).send({ error: 'not a phone number' })
    if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) })
    const { window, ...profile } = parsed.data
    const changes = { ...profile, lastInboundAt: lastInbound(window) }
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
    return phoneView(world, world.phones.change(phone, given))
  })
}
