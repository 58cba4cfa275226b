import type { Queryable } from '@astria-bot/store'
import type { ExecutionView } from './shapes.ts'

const columns = `e.execution_id as id, e.automation_id as "automationId", e.version, e.contact_id as "contactId",
    e.occurrence, e.state, e.reason, e.started_at as "startedAt", e.ended_at as "endedAt", w.due_at as "dueAt"`
const page = {
  name: 'automation:execution-page',
  text: `select ${columns} from automation.executions e left join automation.waits w using (execution_id)
    where e.automation_id = $1 and ($2::uuid is null or e.contact_id = $2) and ($3::text is null or e.state = $3)
      and ($4::timestamptz is null or (date_trunc('milliseconds', e.started_at), e.execution_id) < ($4, $5::uuid))
    order by date_trunc('milliseconds', e.started_at) desc, e.execution_id desc limit $6`,
}
const one = {
  name: 'automation:execution',
  text: `select ${columns} from automation.executions e left join automation.waits w using (execution_id)
    where e.automation_id = $1 and e.execution_id = $2`,
}
const steps = {
  name: 'automation:execution-steps',
  text: `select number, path, action, state, reason, input, output, at from automation.steps
    where execution_id = $1 order by number`,
}

type Row = Omit<ExecutionView, 'startedAt' | 'endedAt' | 'dueAt'> &
  Record<'startedAt', Date> &
  Record<'endedAt' | 'dueAt', Date | null>

/** Which executions are wanted. */
export interface ExecutionQuery {
  automationId: string
  contactId: string | undefined
  state: string | undefined
  after: { at: Date; id: string } | undefined
  limit: number
}

/** A page of an automation's executions, newest first, one more than the limit. */
export async function executionPage(db: Queryable, query: ExecutionQuery): Promise<ExecutionView[]> {
  const { automationId, contactId, state, after, limit } = query
  const rows = await db.query<Row>(page, [
    automationId,
    contactId ?? null,
    state ?? null,
    after?.at ?? null,
    after?.id ?? null,
    limit + 1,
  ])
  return rows.map(view)
}

/** One execution. */
export async function findExecution(
  db: Queryable,
  automationId: string,
  id: string,
): Promise<ExecutionView | undefined> {
  const [row] = await db.query<Row>(one, [automationId, id])
  return row && view(row)
}

/** The log of an execution. */
export async function stepsOf(db: Queryable, executionId: string) {
  const rows = await db.query<
    Record<'path' | 'action' | 'state', string> & {
      number: number
      reason: string | null
      input: unknown
      output: unknown
      at: Date
    }
  >(steps, [executionId])
  return rows.map(row => ({ ...row, at: row.at.toISOString() }))
}

function view(row: Row): ExecutionView {
  return {
    ...row,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
  }
}
