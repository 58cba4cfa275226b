import type { Queryable } from '@astria-bot/store'

const statement = {
  name: 'automation:find-step',
  text: `select e.version, s.path from automation.steps s join automation.executions e using (execution_id)
    where s.execution_id = $1 and s.number = $2`,
}

/** Where a line of an execution's log stands in the definition, and in which version of it. */
export async function findStep(
  db: Queryable,
  executionId: string,
  number: number,
): Promise<{ version: number; path: string } | undefined> {
  const [row] = await db.query<{ version: number; path: string }>(statement, [executionId, number])
  return row
}
