import type { FastifyInstance } from 'fastify'
import { withFaults } from '../faults/with-faults.ts'
import { cursorPage } from './cursor-page.ts'
import type { Graph } from './graph.ts'
import { graphDoor } from './graph-door.ts'
import { GraphError } from './graph-error.ts'

interface HistoryRequest {
  Params: { id: string; version: string }
  Querystring: { message_id?: string; limit?: string; after?: string }
}

/** `GET /{phone-number-id}/message_history?message_id=`. */
export function historyRoutes(server: FastifyInstance, graph: Graph): void {
  server.get<HistoryRequest>('/:id/message_history', async (request, reply) => {
    const { id, version } = request.params
    const { message_id: messageId } = request.query
    if (id !== graph.numberId) throw new GraphError(33, `Object with ID '${id}' does not exist`)
    if (!messageId) throw new GraphError(100, 'message_id is required')
    return withFaults(graphDoor(graph), { api: 'whatsapp', op: 'history', contacts: [] }, reply, () => {
      const events = graph.history.of(messageId)
      graph.record.add('whatsapp.history', events ? 'accepted' : 'refused', { messageId })
      const rows = (events ?? []).map((event, index) => ({
        id: `${messageId}:${index}`,
        message_id: messageId,
        events: { data: [event] },
      }))
      return cursorPage(rows, request.query, `${graph.publicUrl()}/graph/${version}/${id}/message_history`)
    })
  })
}
