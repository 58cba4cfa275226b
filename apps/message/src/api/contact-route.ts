import { type Server, sendProblem } from '@astria-bot/service'
import { z } from 'zod'
import type { ApiDependencies } from './api-dependencies.ts'
import { readContact } from './read-contact.ts'
import { ContactShape } from './shapes.ts'

/** GET /api/contacts/:id */
export function contactRoute(api: Server, { db }: ApiDependencies): void {
  const schema = { summary: 'One contact', params: z.object({ id: z.uuid() }), response: { 200: ContactShape } }
  api.get('/contacts/:id', { schema }, async ({ params }, reply) => {
    return (await readContact(db, params.id)) ?? (sendProblem(reply, 404) as never)
  })
}
