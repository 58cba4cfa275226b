import type { Journal } from '../storage/journal.ts'

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
