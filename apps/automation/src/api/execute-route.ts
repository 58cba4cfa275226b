import { randomUUID } from 'node:crypto'
import { RejectedError } from '@astria-bot/contracts'
import type { Server } from '@astria-bot/service'
import { z } from 'zod'
import type { Engine } from '../engine.ts'
import { execute } from '../executions/execute.ts'
import { loadContactFacts } from '../facts/load-facts.ts'
import { readStored } from '../library/read-stored.ts'
import { lockAll } from '../sql/lock-all.ts'
import { executionOf } from '../sql/save-executions.ts'
import { findAutomation } from './automation-rows.ts'
import { ById, ProblemView } from './shapes.ts'

const Body = z.object({
  contactId: z.uuid(),
  key: z.string().min(1).max(128).optional().describe('Names the request: the same key again is the same execution.'),
  input: z
    .record(z.string().min(1).max(64), z.union([z.string().max(1024), z.number(), z.boolean()]))
    .optional()
    .describe('What texts and conditions read as `input.<name>`.'),
})
const Answer = z.object({
  executionId: z.uuid(),
  state: z.string(),
  reason: z.string().nullable(),
  known: z.boolean().describe('The same key was executed before: this is that execution, as it stands now.'),
})

/** `POST /api/automations/:id/execute`: runs an automation for one contact now, whatever its trigger. */
export function executeRoute(server: Server, engine: Engine, onCommit: () => void): void {
  const { db } = engine
  const schema = {
    summary: 'Runs an automation for a contact now',
    params: ById,
    body: Body,
    response: { 202: Answer, 404: ProblemView },
  }
  server.post('/api/automations/:id/execute', { schema, config: { role: 'agent' } }, async (request, reply) => {
    const { contactId, key = randomUUID(), input } = request.body
    const { automationId, version, definition } = await findAutomation(db, request.params.id)
    const { execution, known } = await db.transaction(async tx => {
      await lockAll(tx, 'contact', [contactId])
      const facts = (await loadContactFacts(tx, [contactId])).get(contactId)
      if (!facts) throw new RejectedError('not_found', 'there is no such contact')
      const reading = readStored(definition)
      if (!reading.ok) throw new RejectedError('unreadable', reading.reason)
      const stored = { automationId, version, automation: reading.automation }
      const occurrence = `manual:${key}`
      const occasion = {
        type: 'manual' as const,
        atMs: engine.now().getTime(),
        key: occurrence,
        ...(input === undefined ? {} : { input }),
      }
      const [begun] = await execute(engine, tx, [{ stored, facts, occasion, occurrence, chain: [] }])
      if (begun) return { execution: begun, known: false }
      return { execution: await executionOf(tx, { automationId, contactId, occurrence }), known: true }
    })
    onCommit()
    const { executionId, state, reason } = execution
    return reply.code(202).send({ executionId, state, reason, known })
  })
}
