import type { Statement } from '@astria-bot/store'

/**
 * Lanes in which nothing was found rest until something is put in; looked at once more, because it may have been put in
 * while they were claimed. Parameter: rows of `contactId` and `pushes` as claimed.
 */
export const restLanes: Statement = {
  name: 'messaging:rest-lanes',
  text: `
    update messaging.lanes l set due_at = case
      when l.pushes <> given.pushes or exists (
        select from messaging.messages m
        where m.contact_id = l.contact_id and m.state in ('queued', 'sending', 'unknown')
      ) then now() end
    from json_to_recordset($1::json) as given ("contactId" uuid, pushes bigint)
    where l.contact_id = given."contactId"`,
}

/** Somebody learned what became of the first message: the next one may go. Parameter: ids of contacts. */
export const wakeLanes: Statement = {
  name: 'messaging:wake-lanes',
  text: `
    update messaging.lanes l set due_at = now()
    from (select contact_id from messaging.lanes where contact_id = any($1::uuid[]) order by contact_id for update) as lane
    where l.contact_id = lane.contact_id and l.due_at is not null`,
}

/** Messages go back into their lanes. Parameter: ids of contacts. */
export const refillLanes: Statement = {
  name: 'messaging:refill-lanes',
  text: `
    update messaging.lanes l set due_at = coalesce(l.due_at, now()), pushes = l.pushes + 1
    from (select contact_id from messaging.lanes where contact_id = any($1::uuid[]) order by contact_id for update) as lane
    where l.contact_id = lane.contact_id`,
}
