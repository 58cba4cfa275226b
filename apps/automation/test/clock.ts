import { eventually } from '@astria-bot/testing'
import { openWorld, type Person } from './world.ts'

/** An app with a clock that is set by hand; `startIso`: what it shows first. */
export async function openClock(
  t: Parameters<typeof openWorld>[0],
  startIso: string,
  env: Record<string, string> = {},
) {
  const world = await openWorld(t, env)
  let nowMs = Date.parse(startIso)
  const now = () => new Date(nowMs)
  const start = (more: Record<string, string> = {}) => world.startApp({ now, env: more })
  const set = (iso: string) => {
    nowMs = Date.parse(iso)
  }
  /** Waits until the schedules were looked at and worked through, and nothing waits that is over. */
  const settled = () =>
    eventually(
      async () => {
        const behind = await world.rows(
          `select 1 from automation.automations join automation.versions v using (automation_id, version)
            where enabled and planned_until < $1 and v.definition->'trigger'->>'type' in ('birthday', 'schedule', 'once', 'relative')
          union all select 1 from automation.slots where state = 'open'
          union all select 1 from automation.new_dates where batch is null
          union all select 1 from automation.waits where due_at <= $1`,
          [now()],
        )
        return behind.length === 0
      },
      { timeoutMs: 30_000 },
    )
  return {
    world,
    start,
    now,
    set,
    settled,
    /** Sets the clock, and waits until everything that is due by then has happened. */
    async go(iso: string) {
      set(iso)
      await settled()
    },
    /** The instants for which an automation ran for a contact, to the minute, in UTC; with the version that ran. */
    async fired(automationId: string, { contactId }: Pick<Person, 'contactId'>) {
      const rows = await world.rows<{ atMs: string; version: number }>(
        `select trigger->>'atMs' as "atMs", version from automation.executions
          where automation_id = $1 and contact_id = $2 order by (trigger->>'atMs')::bigint, started_at`,
        [automationId, contactId],
      )
      return rows.map(row => ({ at: new Date(Number(row.atMs)).toISOString().slice(0, 16), version: row.version }))
    },
  }
}
export type TestClock = Awaited<ReturnType<typeof openClock>>
