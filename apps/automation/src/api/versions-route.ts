import type { Server } from '@astria-bot/service'
import { z } from 'zod'
import type { Engine } from '../engine.ts'
import { findAutomation } from './automation-rows.ts'
import { ById, ProblemView } from './shapes.ts'

const Query = z.object({
  before: z.coerce.number().int().positive().optional().describe('Only versions below this one.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
const Version = z.object({
  version: z.int(),
  definition: z.record(z.string(), z.unknown()).describe('An automation as it was saved.'),
  savedBy: z.string().describe('The name of the key.'),
  savedAt: z.string(),
})
const page = {
  name: 'automation:version-page',
  text: `select version, definition, saved_by as "savedBy", saved_at as "savedAt" from automation.versions
    where automation_id = $1 and ($2::int is null or version < $2) order by version desc limit $3`,
}

/** `GET /api/automations/:id/versions`: what each execution of it went by. */
export function versionsRoute(server: Server, { db }: Engine): void {
  const schema = {
    summary: 'The versions of an automation, newest first; each execution names the one it goes by',
    params: ById,
    querystring: Query,
    response: { 200: z.object({ items: z.array(Version) }), 404: ProblemView },
  }
  server.get('/api/automations/:id/versions', { schema }, async ({ params: { id }, query: { before, limit } }) => {
    const rows = await db.query<z.infer<typeof Version> & { savedAt: Date }>(page, [id, before ?? null, limit])
    // What was deleted keeps its versions, as its log names them.
    if (rows.length === 0 && before === undefined) await findAutomation(db, id)
    return { items: rows.map(row => ({ ...row, savedAt: row.savedAt.toISOString() })) }
  })
}
