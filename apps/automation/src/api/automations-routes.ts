import { randomUUID } from 'node:crypto'
import { documentedBody, holderOf, type Server } from '@astria-bot/service'
import { z } from 'zod'
import { Automation, type Problem } from '../core/index.ts'
import type { Engine } from '../engine.ts'
import { deleteAutomation, saveVersion, switchAutomation } from '../library/save-automation.ts'
import { planBeforeChange } from '../slots/plan-slots.ts'
import { type AutomationRow, automationPage, findAutomation, lockAutomation } from './automation-rows.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { entityTag, IfMatch, requireMatch } from './entity-tag.ts'
import { readBody } from './read-body.ts'
import { AutomationView, ById, PageQuery, ProblemView } from './shapes.ts'
import { viewOf } from './view-of.ts'

const Page = PageQuery.extend({ enabled: z.stringbool().optional() })

/** Create, read, change and delete automations, and switch them on and off. */
export function automationsRoutes(server: Server, engine: Engine): void {
  const { db } = engine

  const list = {
    summary: 'The automations, newest first',
    querystring: Page,
    response: { 200: z.object({ items: z.array(AutomationView), next: z.string().nullable() }) },
  }
  server.get('/api/automations', { schema: list }, async ({ query: { cursor, limit, enabled } }) => {
    const rows = await automationPage(db, { after: readCursor(cursor), limit, enabled })
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return {
      items: shown.map(row => viewOf(row)),
      next: last ? writeCursor({ at: last.createdAt, id: last.automationId }) : null,
    }
  })

  const create = {
    summary: 'Creates an automation',
    body: Automation,
    response: { 201: AutomationView, 422: ProblemView },
  }
  server.post('/api/automations', { schema: create, validatorCompiler: documentedBody }, async (request, reply) => {
    const automationId = randomUUID()
    const view = await db.transaction(async tx => {
      const { automation, warnings } = await readBody(engine, tx, request.body, automationId)
      const saved = { automationId, version: 1, automation, savedBy: holderOf(request).name }
      await saveVersion(tx, saved, engine.now())
      return tagged(reply, await findAutomation(tx, automationId), warnings)
    })
    return reply.code(201).header('location', `/api/automations/${automationId}`).send(view)
  })

  const read = { summary: 'One automation', params: ById, response: { 200: AutomationView, 404: ProblemView } }
  server.get('/api/automations/:id', { schema: read }, async ({ params }, reply) =>
    tagged(reply, await findAutomation(db, params.id)),
  )

  const update = {
    summary: 'Saves a new version; executions that run keep theirs',
    params: ById,
    headers: IfMatch,
    body: Automation,
    response: { 200: AutomationView, 404: ProblemView, 412: ProblemView, 422: ProblemView },
  }
  server.put('/api/automations/:id', { schema: update, validatorCompiler: documentedBody }, async (request, reply) => {
    const { id } = request.params
    return db.transaction(async tx => {
      const now = await planBeforeChange(engine, tx)
      const row = await lockAutomation(tx, id)
      requireMatch(request.headers['if-match'], row)
      const { automation, warnings } = await readBody(engine, tx, request.body, id)
      const saved = { automationId: id, version: row.version + 1, automation, savedBy: holderOf(request).name }
      await saveVersion(tx, saved, now)
      return tagged(reply, await findAutomation(tx, id), warnings)
    })
  })

  const remove = {
    summary: 'Deletes an automation: what waits ends, the log of its executions stays',
    params: ById,
    headers: IfMatch,
    response: { 204: z.null(), 404: ProblemView, 412: ProblemView },
  }
  server.delete('/api/automations/:id', { schema: remove }, async ({ params, headers }, reply) => {
    await db.transaction(async tx => {
      requireMatch(headers['if-match'], await lockAutomation(tx, params.id))
      await deleteAutomation(tx, params.id, engine.now())
    })
    return reply.code(204).send(null)
  })

  for (const [word, on] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    const schema = {
      summary: on ? 'Switches it on; its times count from now' : 'Switches it off; what waits goes on',
      params: ById,
      headers: IfMatch,
      response: { 200: AutomationView, 404: ProblemView, 412: ProblemView, 422: ProblemView },
    }
    server.post(`/api/automations/:id/${word}`, { schema }, async ({ params: { id }, headers }, reply) =>
      db.transaction(async tx => {
        const row = await lockAutomation(tx, id)
        requireMatch(headers['if-match'], row)
        const { definition } = row
        // What was fine when it was saved may not be so now: the automation it starts may be gone.
        const known = on ? await readBody(engine, tx, { ...(definition as object), enabled: true }, id) : undefined
        await switchAutomation(tx, id, on, engine.now())
        return tagged(reply, await findAutomation(tx, id), known?.warnings)
      }),
    )
  }
}

/** The answer, with the tag by which the next change may say which automation it is for. */
function tagged(
  reply: { header(name: string, value: string): unknown },
  row: AutomationRow,
  warnings?: readonly Problem[],
): AutomationView {
  reply.header('etag', entityTag(row))
  return viewOf(row, warnings)
}
