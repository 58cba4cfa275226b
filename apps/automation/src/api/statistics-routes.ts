import type { Server } from '@astria-bot/service'
import type { Queryable } from '@astria-bot/store'
import { z } from 'zod'
import type { Engine } from '../engine.ts'
import { findAutomation } from './automation-rows.ts'
import { ById, ProblemView } from './shapes.ts'

const dayMs = 86_400_000
const Period = z.object({
  from: z.iso.datetime().optional().describe('Default: 30 days ago.'),
  until: z.iso.datetime().optional().describe('Default: now.'),
})
const Counts = z.record(z.string(), z.int())
const Statistics = z.object({
  from: z.string(),
  until: z.string(),
  executions: Counts.describe('By state.'),
  reasons: Counts.describe('Why they were skipped, stopped or failed.'),
  steps: Counts.describe('By action and state, such as `send delivered`.'),
  contacts: z.int().describe('How many contacts they were for.'),
})
const Analytics = z.object({
  from: z.string(),
  until: z.string(),
  automations: z.array(
    z.object({ id: z.uuid(), name: z.string(), enabled: z.boolean(), executions: Counts, contacts: z.int() }),
  ),
})

const inPeriod = 'e.started_at >= $1 and e.started_at < $2'
const ofOne = {
  name: 'automation:statistics-executions',
  text: `select state, reason, count(*)::int as count from automation.executions e
    where ${inPeriod} and e.automation_id = $3 group by state, reason`,
}
const contactsOfOne = {
  name: 'automation:statistics-contacts',
  text: `select count(distinct contact_id)::int as count from automation.executions e
    where ${inPeriod} and e.automation_id = $3 and state <> 'skipped'`,
}
const stepsOfOne = {
  name: 'automation:statistics-steps',
  text: `select s.action, case when s.state = 'done' then coalesce(s.output->>'state', 'done') else s.state end as state,
      count(*)::int as count
    from automation.executions e join automation.steps s using (execution_id)
    where ${inPeriod} and e.automation_id = $3 group by 1, 2`,
}
const ofAll = {
  name: 'automation:analytics',
  text: `select a.automation_id as id, a.name, a.enabled, e.state, count(e.execution_id)::int as count
    from automation.automations a left join automation.executions e on e.automation_id = a.automation_id and ${inPeriod}
    where a.deleted_at is null group by a.automation_id, e.state order by a.created_at, a.automation_id`,
}
const contactsOfAll = {
  name: 'automation:analytics-contacts',
  text: `select automation_id as id, count(distinct contact_id)::int as count from automation.executions e
    where ${inPeriod} and state <> 'skipped' group by automation_id`,
}

/** How automations do: for one of them, and for all. */
export function statisticsRoutes(server: Server, engine: Engine): void {
  const { db, now } = engine
  const periodOf = ({ from, until }: z.infer<typeof Period>) => {
    const end = until === undefined ? now() : new Date(until)
    return { from: from === undefined ? new Date(end.getTime() - 30 * dayMs) : new Date(from), until: end }
  }

  const one = {
    summary: 'What an automation did in a period',
    params: ById,
    querystring: Period,
    response: { 200: Statistics, 404: ProblemView },
  }
  server.get('/api/automations/:id/statistics', { schema: one }, async ({ params: { id }, query }) => {
    await findAutomation(db, id)
    return statisticsOf(db, id, periodOf(query))
  })

  const all = { summary: 'What all automations did in a period', querystring: Period, response: { 200: Analytics } }
  server.get('/api/analytics', { schema: all }, async ({ query }) => {
    const { from, until } = periodOf(query)
    const rows = await db.query<{ id: string; name: string; enabled: boolean; state: string | null; count: number }>(
      ofAll,
      [from, until],
    )
    const contacts = new Map(
      (await db.query<{ id: string; count: number }>(contactsOfAll, [from, until])).map(row => [row.id, row.count]),
    )
    const automations = new Map<string, z.infer<typeof Analytics>['automations'][number]>()
    for (const { id, name, enabled, state, count } of rows) {
      const view = automations.get(id) ?? { id, name, enabled, executions: {}, contacts: contacts.get(id) ?? 0 }
      if (state !== null) view.executions[state] = count
      automations.set(id, view)
    }
    return { from: from.toISOString(), until: until.toISOString(), automations: [...automations.values()] }
  })
}

async function statisticsOf(db: Queryable, id: string, { from, until }: { from: Date; until: Date }) {
  const period = [from, until, id]
  const rows = await db.query<{ state: string; reason: string | null; count: number }>(ofOne, period)
  const [contacts] = await db.query<{ count: number }>(contactsOfOne, period)
  const steps = await db.query<{ action: string; state: string; count: number }>(stepsOfOne, period)
  const sum = (counts: [string, number][]) => {
    const sums: Record<string, number> = {}
    for (const [key, count] of counts) sums[key] = (sums[key] ?? 0) + count
    return sums
  }
  return {
    from: from.toISOString(),
    until: until.toISOString(),
    executions: sum(rows.map(row => [row.state, row.count])),
    reasons: sum(rows.flatMap(row => (row.reason === null ? [] : [[row.reason, row.count] as [string, number]]))),
    steps: sum(steps.map(row => [`${row.action} ${row.state}`, row.count])),
    contacts: contacts?.count ?? 0,
  }
}
