import { RejectedError } from '@astria-bot/contracts'
import type { Server } from '@astria-bot/service'
import { z } from 'zod'
import type { Engine } from '../engine.ts'
import { findAutomation } from './automation-rows.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { executionPage, findExecution, stepsOf } from './execution-rows.ts'
import { ById, ExecutionView, PageQuery, ProblemView, StepView } from './shapes.ts'

const states = z.enum(['waiting', 'completed', 'stopped', 'skipped', 'failed'])

/** The log: which executions there were, and what each of their steps did. */
export function executionsRoutes(server: Server, { db }: Engine): void {
  const list = {
    summary: 'The executions of an automation, newest first',
    params: ById,
    querystring: PageQuery.extend({ contactId: z.uuid().optional(), state: states.optional() }),
    response: { 200: z.object({ items: z.array(ExecutionView), next: z.string().nullable() }), 404: ProblemView },
  }
  server.get('/api/automations/:id/executions', { schema: list }, async ({ params: { id }, query }) => {
    const { cursor, limit, contactId, state } = query
    const rows = await executionPage(db, { automationId: id, contactId, state, after: readCursor(cursor), limit })
    // What was deleted keeps its log, so that only an empty one is looked after.
    if (rows.length === 0 && cursor === undefined) await findAutomation(db, id)
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return { items: shown, next: last ? writeCursor({ at: new Date(last.startedAt), id: last.id }) : null }
  })

  const one = {
    summary: 'One execution with its steps',
    params: ById.extend({ executionId: z.uuid() }),
    response: { 200: ExecutionView.extend({ steps: z.array(StepView) }), 404: ProblemView },
  }
  server.get('/api/automations/:id/executions/:executionId', { schema: one }, async ({ params }) => {
    const execution = await findExecution(db, params.id, params.executionId)
    if (!execution) throw new RejectedError('not_found', 'there is no such execution')
    return { ...execution, steps: await stepsOf(db, execution.id) }
  })
}
