import { type Server, sendProblem } from '@astria-bot/service'
import { z } from 'zod'
import type { ApiDependencies } from './api-dependencies.ts'
import { readMessage } from './read-message.ts'
import { MessageShape } from './shapes.ts'

/** GET /api/messages/:id */
export function messageRoute(api: Server, { db }: ApiDependencies): void {
  const schema = {
    summary: 'One message, with what became of it',
    params: z.object({ id: z.uuid() }),
    response: { 200: MessageShape },
  }
  api.get('/messages/:id', { schema }, async ({ params }, reply) => {
    return (await readMessage(db, params.id)) ?? (sendProblem(reply, 404) as never)
  })
}
