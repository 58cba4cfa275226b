import type { OutboundContent } from '@astria-bot/contracts'
import { holderOf, type Server, sendProblem } from '@astria-bot/service'
import { checkLimits } from '@astria-bot/whatsapp'
import { z } from 'zod'
import { messageIdOf } from '../ids/message-id-of.ts'
import { newId } from '../ids/new-id.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import { missingFile } from './missing-file.ts'
import { queueMessage } from './queue-message.ts'
import { readMessage } from './read-message.ts'
import { SendBody } from './send-body.ts'
import { MessageShape } from './shapes.ts'

/** POST /api/messages/send */
export function sendMessageRoute(api: Server, dependencies: ApiDependencies): void {
  const { db, turns } = dependencies
  const schema = {
    summary: 'Sends a message, in its order behind what is waiting for the contact',
    headers: z.object({
      'idempotency-key': z
        .string()
        .min(1)
        .max(200)
        .optional()
        .describe('Repeated with the same key, it is the same message: 200 instead of 201.'),
    }),
    body: SendBody,
    response: { 200: MessageShape, 201: MessageShape },
  }
  api.post('/messages/send', { schema, config: { role: 'agent' } }, async (request, reply) => {
    const { body } = request
    const errors = [...problemsOf('content', body.content), ...problemsOf('template', body.template)]
    if (errors.length > 0) return sendProblem(reply, 422, { code: 'whatsapp_would_refuse', errors }) as never
    if (await missingFile(dependencies.files, body)) return sendProblem(reply, 422, { code: 'file_unknown' }) as never
    const { name } = holderOf(request)
    const key = request.headers['idempotency-key']
    const messageId = key === undefined ? newId(turns.now()) : messageIdOf(name, key)
    const queued = await queueMessage(dependencies, { messageId, body, operator: name })
    if (queued.kind === 'refused') return sendProblem(reply, queued.status, { code: queued.code }) as never
    const message = await readMessage(db, messageId)
    // Erased between the two: whoever asked learns that there is nobody any more.
    if (!message) return sendProblem(reply, 404, { code: 'contact_unknown' }) as never
    return reply.code(queued.kind === 'repeated' ? 200 : 201).send(message)
  })
}

/** What WhatsApp would not take, by its place in the request. */
function problemsOf(place: 'content' | 'template', content: OutboundContent | undefined) {
  const problems = content === undefined ? [] : checkLimits(content)
  return problems.map(({ field, message }) => ({ path: `/${place}/${field.replaceAll('.', '/')}`, message }))
}
