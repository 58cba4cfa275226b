import { type Fields, fields, id, list, present, text } from '../values.ts'
import { readInstant } from '../webhook/read-instant.ts'
import type { GraphAccess } from './graph.ts'
import { readPages } from './pages.ts'

/** What Meta remembers of one status of a message, and whether its webhook reached us. */
export interface HistoryEvent {
  readonly messageId: string
  /** `accepted`, `sent`, `delivered`, `read`, `failed`, … in lower case. */
  readonly status: string
  readonly at?: string
  /** Such as `DELIVERED` or `FAILED`. */
  readonly webhookState?: string
  /** Of a failed one, where it is told apart from its words. */
  readonly errorCode?: number
  readonly error?: string
}

/** A message that the provider has, and when it was made. */
export interface FoundMessage extends HistoryEvent {
  readonly madeAt: string
}

const fieldNames =
  'id,message_id,events{delivery_status,timestamp,webhook_update_state,application,webhook_uri,error_description}'

/** ISO 8601 as Graph writes it, or seconds. */
function instantOf(value: unknown): string | undefined {
  const seconds = readInstant(value)
  if (seconds !== undefined) return seconds
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

function eventsIn(item: Fields): HistoryEvent[] {
  const messageId = id(item.message_id)
  if (messageId === undefined) return []
  const events = Array.isArray(item.events) ? item.events : list(fields(item.events)?.data)
  return events.flatMap(value => {
    const event = fields(value)
    const status = text(event?.delivery_status)?.toLowerCase()
    if (!event || status === undefined) return []
    return present({
      messageId,
      status,
      at: instantOf(event.timestamp),
      webhookState: text(event.webhook_update_state),
      error: text(event.error_description),
    }) as HistoryEvent
  })
}

/** Asks what became of a message whose statuses were lost, oldest page first. */
export async function messageHistory(
  access: GraphAccess,
  numberId: string,
  messageId: string,
): Promise<HistoryEvent[]> {
  const query = new URLSearchParams({ message_id: messageId, fields: fieldNames, limit: '100' })
  const events: HistoryEvent[] = []
  for await (const item of readPages(access, `/${encodeURIComponent(numberId)}/message_history`, query)) {
    events.push(...eventsIn(item))
  }
  return events.filter(event => event.messageId === messageId)
}
