import { type Server, sendProblem } from '@astria-bot/service'
import { z } from 'zod'
import { handBack } from '../contacts/hand-over.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import { readContact } from './read-contact.ts'
import { ContactShape } from './shapes.ts'
import { withContact } from './with-contact.ts'

/** POST /api/conversations/:id/hand-back */
export function handBackRoute(api: Server, dependencies: ApiDependencies): void {
  const schema = {
    summary: 'The bot answers again, from the next thing that happens on',
    params: z.object({ id: z.uuid() }),
    response: { 200: ContactShape },
  }
  const options = { schema, config: { role: 'agent' } } as const
  api.post('/conversations/:id/hand-back', options, async ({ params: { id } }, reply) => {
    const found = await withContact(dependencies, id, async ({ tx, writes }) => {
      for (const contactId of await handBack(tx, [id])) writes.told.set(contactId, undefined)
    })
    return (found ? await readContact(dependencies.db, id) : null) ?? (sendProblem(reply, 404) as never)
  })
}
