import { type Server, sendProblem } from '@astria-bot/service'
import { z } from 'zod'
import { resumeChannel } from '../channels/open-channels.ts'
import { type ChannelRow, loadChannels } from '../sql/channels.ts'
import type { ApiDependencies } from './api-dependencies.ts'

const ChannelShape = z.object({
  id: z.string().describe('The business number: phone_number_id at Meta, the digits of a number at Twilio.'),
  provider: z.enum(['cloud', 'twilio']),
  account: z.string().nullable(),
  state: z.enum(['active', 'stopped']).describe('`stopped`: WhatsApp refuses the account; the queue is kept.'),
  stopReason: z.string().nullable(),
  stopCode: z.int().nullable(),
  stoppedAt: z.iso.datetime().nullable(),
  slowUntil: z.iso.datetime().nullable().describe('WhatsApp said "too fast": nothing leaves until then.'),
  ratePerSecond: z.int(),
  quality: z.string().nullable(),
  messagingTier: z.string().nullable(),
  displayNumber: z.string().nullable().describe('The number as people see it, once a webhook has told.'),
  restrictedUntil: z.iso
    .datetime()
    .nullable()
    .describe('WhatsApp lets nobody be written to first until then: templates wait, answers leave.'),
})

const iso = (time: Date | null) => time?.toISOString() ?? null

/** GET /api/channels, POST /api/channels/:id/resume */
export function channelRoutes(api: Server, { db, wake }: ApiDependencies): void {
  const list = { summary: 'The business numbers, and whether they send', response: { 200: z.array(ChannelShape) } }
  api.get('/channels', { schema: list }, async () => {
    const found = await db.query<ChannelRow>(loadChannels, [])
    return found.map(row => ({
      ...row,
      stoppedAt: iso(row.stoppedAt),
      slowUntil: iso(row.slowUntil),
      restrictedUntil: iso(row.restrictedUntil),
    }))
  })
  const schema = {
    summary: 'Sets a stopped number going again',
    params: z.object({ id: z.string().min(1).max(64) }),
    response: { 204: z.null() },
  }
  api.post('/channels/:id/resume', { schema, config: { role: 'admin' } }, async ({ params: { id } }, reply) => {
    if (!(await resumeChannel(db, id))) return sendProblem(reply, 404) as never
    wake()
    return reply.code(204).send(null)
  })
}
