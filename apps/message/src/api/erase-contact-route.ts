import { erasureRequested } from '@astria-bot/contracts'
import { type Server, sendProblem } from '@astria-bot/service'
import { z } from 'zod'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import { withContact } from './with-contact.ts'

/** DELETE /api/contacts/:id */
export function eraseContactRoute(api: Server, dependencies: ApiDependencies): void {
  const schema = {
    summary: 'Deletes everything about a contact, as "delete my data" in the chat does. Cannot be undone',
    params: z.object({ id: z.uuid() }),
    response: { 202: z.object({ contactId: z.uuid() }) },
  }
  api.delete('/contacts/:id', { schema, config: { role: 'admin' } }, async ({ params: { id } }, reply) => {
    const found = await withContact(dependencies, id, async ({ writes }) => {
      const nowMs = dependencies.turns.now()
      const attributes = { id: newId(nowMs), subject: id, time: new Date(nowMs) }
      writes.erased.add(id)
      writes.events.push(messageEvent(erasureRequested, attributes, { contactId: id }))
    })
    return found ? reply.code(202).send({ contactId: id }) : (sendProblem(reply, 404) as never)
  })
}
