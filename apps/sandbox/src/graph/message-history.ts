import type { FastifyInstance } from 'fastify'
import { withFaults } from '../faults/with-faults.ts'
import type { Journal } from '../storage/journal.ts'
import { cursorPage } from './cursor-page.ts'
import type { Graph } from './graph.ts'
import { graphDoor } from './graph-door.ts'
import { GraphError } from './graph-error.ts'

/** One status of a message, and whether its webhook was answered 200. */
export interface HistoryEntry {
  delivery_status: string
  timestamp: string
  webhook_update_state: 'DELIVERED' | 'PENDING' | 'NOT_APPLICABLE'
}

export interface History {
  /** Answers how to say that the webhook arrived. */
  add(messageId: string, status: string, hasWebhook: boolean): { arrived(): void }
  of(messageId: string): readonly HistoryEntry[] | undefined
}

/** What Meta remembers of every message of the number. */
export function createHistory(journal: Journal): History {
  const table = journal.table<{ id: string; events: HistoryEntry[] }>('history')
  return {
    add(messageId, status, hasWebhook) {
      const entry: HistoryEntry = {
        delivery_status: status.toUpperCase(),
        timestamp: new Date().toISOString().replace(/\.\d+Z$/, '+0000'),
        webhook_update_state: hasWebhook ? 'PENDING' : 'NOT_APPLICABLE',
      }
      const row = table.put({ id: messageId, events: [...(table.get(messageId)?.events ?? []), entry] })
      return {
        arrived() {
          entry.webhook_update_state = 'DELIVERED'
          table.put(row)
        },
      }
    },
    of: messageId => table.get(messageId)?.events,
  }
}

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
