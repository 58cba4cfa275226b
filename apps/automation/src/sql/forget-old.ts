import type { Queryable } from '@astria-bot/store'

const ended = {
  name: 'automation:forget-executions',
  text: `with gone as (delete from automation.executions where ctid = any (array(
        select ctid from automation.executions where ended_at < $1 limit $2 for update skip locked))
      returning execution_id),
    steps as (delete from automation.steps s using gone where s.execution_id = gone.execution_id),
    requests as (delete from automation.requests r using gone where r.execution_id = gone.execution_id)
    select 1 from gone`,
}
const old = (table: string, column: string) => ({
  name: `automation:forget-${table}`,
  text: `delete from automation.${table} where ctid = any (array(
      select ctid from automation.${table} where ${column} < $1 limit $2 for update skip locked))
    returning 1`,
})
const statements = {
  executions: ended,
  slots: old('slots', 'ended_at'),
  counters: old('counters', 'day'),
  history: old('history', 'at'),
  new_dates: old('new_dates', 'told_at'),
  erased_keys: old('erased_keys', 'erased_at'),
  waiting_events: old('waiting_events', 'received_at'),
}

/** Deletes one chunk of what is older than a time, and tells how many rows: call it until it says 0. */
export async function forgetOld(
  db: Queryable,
  what: keyof typeof statements,
  before: Date,
  chunk: number,
): Promise<number> {
  return (await db.query(statements[what], [before, chunk])).length
}
