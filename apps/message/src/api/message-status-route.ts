import { type Server, sendProblem } from '@astria-bot/service'
import { enqueueEvents } from '@astria-bot/store'
import { z } from 'zod'
import { settledEvent } from '../delivery/settled-event.ts'
import { cancelMessage, readMessages } from '../sql/change-message-status.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import { readMessage } from './read-message.ts'
import { MessageShape } from './shapes.ts'

/**
 * PUT /api/messages/:id/status. What operators can say about a message; everything else about it WhatsApp says. `read`:
 * a person has seen what a customer wrote, and WhatsApp shows it to them. `cancelled`: ours is not to be sent after all.
 */
export function messageStatusRoute(api: Server, dependencies: ApiDependencies): void {
  const schema = {
    summary: 'Marks a message of a customer as read, or cancels one of ours that has not left yet',
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ status: z.enum(['read', 'cancelled']) }),
    response: { 200: MessageShape },
  }
  const options = { schema, config: { role: 'agent' } } as const
  api.put('/messages/:id/status', options, async ({ params: { id }, body: { status } }, reply) => {
    await (status === 'read' ? markAsRead(dependencies, id) : cancel(dependencies, id))
    const message = await readMessage(dependencies.db, id)
    if (!message) return sendProblem(reply, 404) as never
    if (status === 'read' && message.direction === 'out') return sendProblem(reply, 409, { code: 'ours' }) as never
    if (status === 'cancelled' && message.reason !== 'cancelled')
      return sendProblem(reply, 409, { code: message.direction === 'in' ? 'not_ours' : 'too_late' }) as never
    return message
  })
}

async function markAsRead({ db, acknowledge }: ApiDependencies, id: string): Promise<void> {
  for (const read of await db.query<{ channel: string; wamid: string }>(readMessages, [id])) acknowledge(read)
}

async function cancel({ db, turns, wake }: ApiDependencies, id: string): Promise<void> {
  await db.transaction(async tx => {
    const [cancelled] = await tx.query<{ contactId: string }>(cancelMessage, [id])
    if (!cancelled) return
    const told = { contactId: cancelled.contactId, outboundId: id, state: 'dropped', reason: 'cancelled' } as const
    await enqueueEvents(tx, 'messaging', [settledEvent(told, { nowMs: turns.now() })])
  })
  wake()
}
