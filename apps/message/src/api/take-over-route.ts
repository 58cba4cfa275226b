import { holderOf, type Server, sendProblem } from '@astria-bot/service'
import { z } from 'zod'
import { handOver } from '../contacts/hand-over.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import { readContact } from './read-contact.ts'
import { ContactShape } from './shapes.ts'
import { withContact } from './with-contact.ts'

const longestMs = 30 * 24 * 3_600_000

/** POST /api/conversations/:id/take-over */
export function takeOverRoute(api: Server, dependencies: ApiDependencies): void {
  const { turns, db } = dependencies
  const schema = {
    summary: 'A person answers from now on; the bot is silent until it is handed back, or the time is over',
    params: z.object({ id: z.uuid() }),
    body: z
      .strictObject({
        reason: z.string().min(1).max(256).optional(),
        until: z.iso
          .datetime()
          .optional()
          .describe('At most 30 days ahead. Without it: HAND_OVER_MS after the last word.'),
      })
      .nullish(),
    response: { 200: ContactShape },
  }
  const options = { schema, config: { role: 'agent' } } as const
  api.post('/conversations/:id/take-over', options, async (request, reply) => {
    const { id } = request.params
    const { reason = null, until = null } = request.body ?? {}
    const aheadMs = until === null ? 0 : Date.parse(until) - turns.now()
    if (aheadMs < 0 || aheadMs > longestMs) return sendProblem(reply, 422, { code: 'bad_until' }) as never
    const by = holderOf(request).name
    const found = await withContact(dependencies, id, async ({ tx, writes }) => {
      const forMs = turns.handOverMs
      // Whoever takes over says how long, also where somebody else had them for longer.
      await handOver(tx, id, { by, reason, until: until ?? new Date(turns.now() + forMs).toISOString(), forMs })
      writes.told.set(id, undefined)
    })
    return (found ? await readContact(db, id) : null) ?? (sendProblem(reply, 404) as never)
  })
}
