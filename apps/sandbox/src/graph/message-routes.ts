import type { FastifyInstance } from 'fastify'
import { type Answer, withFaults } from '../faults/with-faults.ts'
import { type Fields, isFields } from './checks/fields.ts'
import type { Graph } from './graph.ts'
import { graphDoor } from './graph-door.ts'
import { GraphError, graphErrorAnswer } from './graph-error.ts'
import { sendMessage } from './send-message.ts'

const TYPING_MS = 25_000

/** What a receiver wrote about itself, also when the message is refused. */
function aboutOf(body: unknown): { phone?: string; type?: string; tag?: string } {
  if (!isFields(body)) return {}
  const { to, recipient, type, biz_opaque_callback_data: tag } = body
  return {
    ...((to ?? recipient) ? { phone: String(to ?? recipient).replace(/^\+/, '') } : {}),
    ...(type === undefined ? {} : { type: String(type) }),
    ...(tag === undefined ? {} : { tag: String(tag) }),
  }
}

function markRead(graph: Graph, body: Fields): Answer {
  const id = String(body.message_id ?? '')
  const message = graph.chats.find(id)
  if (message?.from !== 'phone') throw new GraphError(100, `message_id ${id} is not known`)
  for (const earlier of graph.chats.of(message.phone)) {
    if (earlier.from === 'phone') graph.chats.raise(earlier, 'read')
    if (earlier.id === id) break
  }
  if (isFields(body.typing_indicator)) graph.chats.typing(message.phone, TYPING_MS)
  graph.record.add('whatsapp.read', 'accepted', {
    phone: message.phone,
    messageId: id,
    typing: isFields(body.typing_indicator),
  })
  return { status: 200, body: { success: true } }
}

function answerMessage(graph: Graph, body: unknown): Answer {
  if (isFields(body) && body.status === 'read') return markRead(graph, body)
  try {
    const { phone, checked, id, mark } = sendMessage(graph, body)
    const about = { ...aboutOf(body), phone: phone.id, messageId: id, type: checked.type }
    graph.record.add('whatsapp.send', 'accepted', {
      ...about,
      ...(checked.quotes ? { quotes: checked.quotes } : {}),
      ...(mark ? { mark } : {}),
      body,
    })
    const contact = {
      input: checked.input,
      ...('phone' in checked.to ? { wa_id: phone.id } : { user_id: phone.userId }),
    }
    const message = { id, ...(checked.type === 'template' ? { message_status: 'accepted' } : {}) }
    return { status: 200, body: { messaging_product: 'whatsapp', contacts: [contact], messages: [message] } }
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    graph.record.add('whatsapp.send', 'refused', {
      ...aboutOf(body),
      code: error.code,
      details: error.details ?? null,
      body,
    })
    return graphErrorAnswer(error.code, error.details)
  }
}

/** `POST /{phone-number-id}/messages`: everything that is sent, and "read" with the typing dots. */
export function messageRoutes(server: FastifyInstance, graph: Graph): void {
  server.post<{ Params: { id: string } }>('/:id/messages', async (request, reply) => {
    if (request.params.id !== graph.numberId)
      throw new GraphError(33, `Object with ID '${request.params.id}' does not exist`)
    const about = aboutOf(request.body)
    const op = isFields(request.body) && request.body.status === 'read' ? 'read' : 'messages'
    const contacts = about.phone ? [about.phone] : []
    return withFaults(graphDoor(graph), { api: 'whatsapp', op, contacts }, reply, () =>
      answerMessage(graph, request.body),
    )
  })
}
