import type { Statement } from '@astria-bot/store'

/** Parameter: rows of `contactId`, `name`, `dueAt`. */
export const setTimers: Statement = {
  name: 'messaging:set-timers',
  text: `
    insert into messaging.timers (contact_id, name, due_at)
    select "contactId", name, "dueAt"
    from json_to_recordset($1::json) as given ("contactId" uuid, name text, "dueAt" timestamptz)
    on conflict (contact_id, name) do update set due_at = excluded.due_at`,
}

/** Parameter: rows of `contactId`, `name`. */
export const clearTimers: Statement = {
  name: 'messaging:clear-timers',
  text: `
    delete from messaging.timers t
    using json_to_recordset($1::json) as given ("contactId" uuid, name text)
    where t.contact_id = given."contactId" and t.name = given.name`,
}
