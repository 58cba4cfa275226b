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

/**
 * Statuses told what became of first messages: the next one may go, or waits for them as settling has it wait.
 * Parameters: ids of contacts, of those messages, and the two waits of `settleMessages`.
 */
export const wakeLanes: Statement = {
  name: 'messaging:wake-lanes',
  text: `
    with lane as materialized (
      select contact_id from messaging.lanes where contact_id = any($1::uuid[]) order by contact_id for update
    ),
    hold as (
      select distinct on (m.contact_id) m.contact_id, m.id, case
        when m.type = 'reaction' then null
        when m.type in ('image', 'video') and (
          select n.type in ('image', 'video') and n.cause_id = m.cause_id
          from messaging.messages n
          where n.contact_id = m.contact_id and n.state = 'queued' and n.seq > m.seq
          order by n.seq limit 1
        ) then 'delivered'
        when m.state = 'accepted' then 'sent' end as held_for
      from messaging.messages m
      where m.id = any($2::uuid[]) and m.state in ('accepted', 'sent')
      order by m.contact_id, m.seq desc
    )
    update messaging.lanes l set
      held_by = case when hold.held_for is not null then hold.id else l.held_by end,
      held_for = case when hold.held_for is not null then hold.held_for else l.held_for end,
      held_until = case hold.held_for when 'sent' then now() + $3 * interval '1 millisecond'
        when 'delivered' then now() + $4 * interval '1 millisecond' else l.held_until end,
      due_at = case hold.held_for when 'sent' then now() + $3 * interval '1 millisecond'
        when 'delivered' then now() + $4 * interval '1 millisecond' else now() end
    from lane left join hold using (contact_id)
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
