import type { Queryable, Transaction } from '@astria-bot/store'

/** A message that a step asked for. */
export interface RequestRow {
  requestId: string
  executionId: string
  step: number
  contactId: string
  requestedAt: Date
}

/** The request, and the execution that made it. */
export interface RequestOrigin extends RequestRow {
  automationId: string
  chain: readonly string[]
}

const insert = {
  name: 'automation:insert-requests',
  text: `insert into automation.requests (request_id, execution_id, step, contact_id, requested_at)
    select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::timestamptz[])`,
}
const find = {
  name: 'automation:find-requests',
  text: `select r.request_id as "requestId", r.execution_id as "executionId", r.step, r.contact_id as "contactId",
      r.requested_at as "requestedAt", e.automation_id as "automationId", e.chain
    from automation.requests r join automation.executions e using (execution_id)
    where r.request_id = any ($1::uuid[])`,
}

/** Remembers which step asked for which message. */
export async function insertRequests(tx: Transaction, rows: readonly RequestRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(insert, [
    rows.map(row => row.requestId),
    rows.map(row => row.executionId),
    rows.map(row => row.step),
    rows.map(row => row.contactId),
    rows.map(row => row.requestedAt),
  ])
}

/** Which of these messages were asked for by automations, by message. */
export async function findRequests(db: Queryable, ids: readonly string[]): Promise<Map<string, RequestOrigin>> {
  if (ids.length === 0) return new Map()
  const rows = await db.query<RequestOrigin>(find, [ids])
  return new Map(rows.map(row => [row.requestId, row]))
}
