import type { Statement } from '@astria-bot/store'

/** What became of a claimed message. */
export interface Settlement {
  id: string
  contactId: string
  /** As claimed: who lost the message meanwhile changes nothing. */
  attempts: number
  pushes: number
  /** `queued` and `unknown` come back after `delayMs`, `parked` also (0: when the customer writes); after the others the next message goes. */
  state: 'accepted' | 'queued' | 'unknown' | 'parked' | 'failed' | 'dropped'
  delayMs: number
  /** From now on the bound template is what is sent. */
  asTemplate: boolean
  wamid: string | null
  /** It was sent as words with numbers. */
  numbered: boolean
  reason: string | null
  errorCode: number | null
  /** WhatsApp's words beside the code. */
  errorDetail: string | null
}

/**
 * Parameters: rows of Settlement; for the plan their ids and contacts once more; how long (ms) the next message waits
 * for an accepted one to be sent, and inside an album to be delivered. Answers which messages it settled, and which of
 * them somebody asked for. Lanes are
 * locked before messages, as claiming does, and in order. A lane stays due while something was put in behind the
 * message, or since it was claimed.
 */
export const settleMessages: Statement = {
  name: 'messaging:settle-messages',
  text: `
    with given as (
      select * from json_to_recordset($1::json) as r (id uuid, "contactId" uuid, attempts int, pushes bigint, state text,
        "delayMs" float8, "asTemplate" boolean, wamid text, numbered boolean, reason text, "errorCode" int,
        "errorDetail" text)
    ),
    lane as materialized (
      select contact_id from messaging.lanes
      where contact_id = any($3::uuid[])
      order by contact_id for update
    ),
    settled as (
      update messaging.messages m set
        state = given.state,
        wamid = coalesce(m.wamid, given.wamid),
        numbered = given.numbered,
        reason = given.reason,
        error_code = given."errorCode",
        error_detail = given."errorDetail",
        as_template = m.as_template or given."asTemplate",
        parked_until = case when given.state = 'parked' and given."delayMs" > 0
          then now() + given."delayMs" * interval '1 millisecond' end,
        -- What was dropped was not said: it may be said again.
        once = case when given.state = 'dropped' then null else m.once end,
        -- What may have been sent, and is sent when the customer writes again, is then sent for the second time.
        resent = m.resent or (m.state = 'unknown' and given.state = 'parked'),
        accepted_at = case when given.state = 'accepted' then now() else m.accepted_at end,
        failed_at = case when given.state = 'failed' then now() else m.failed_at end,
        unknown_since = case when given.state = 'unknown' then now() end,
        heard_at = null
      from given join lane on lane.contact_id = given."contactId"
      where m.id = given.id and m.id = any($2::uuid[]) and m.attempts = given.attempts and m.state in ('queued', 'sending', 'unknown')
        -- The try was refused before its answer was written down: the next one is what counts.
        and (given.wamid is null or m.refused_wamids is null or not given.wamid = any(m.refused_wamids))
      returning m.id, m.contact_id, m.seq, m.state, m.type, m.cause_id, m.requester is not null as requested,
        given."delayMs", given.pushes
    ),
    hold as (
      select settled.*, settled.state = 'accepted' as accepted, case
        when settled.state <> 'accepted' then null
        -- A reaction stands at its message, wherever it comes.
        when settled.type = 'reaction' then null
        when settled.type in ('image', 'video') and (
          select n.type in ('image', 'video') and n.cause_id = settled.cause_id
          from messaging.messages n
          where n.contact_id = settled.contact_id and n.state = 'queued' and n.seq > settled.seq
          order by n.seq limit 1
        ) then 'delivered'
        else 'sent' end as held_for
      from settled
    ),
    freed as (
      update messaging.lanes l set
        held_by = case when hold.accepted then hold.id else l.held_by end,
        held_for = case when hold.accepted then hold.held_for else l.held_for end,
        held_until = case when hold.accepted
          then now() + (case hold.held_for when 'sent' then $4::float8 when 'delivered' then $5 else 0 end) * interval '1 millisecond'
          else l.held_until end,
        due_at = case
          when hold.state in ('queued', 'unknown') then now() + hold."delayMs" * interval '1 millisecond'
          when hold.seq < l.tail_seq or l.pushes <> hold.pushes then case when hold.accepted
            then now() + (case hold.held_for when 'sent' then $4::float8 when 'delivered' then $5 else 0 end) * interval '1 millisecond'
            else now() end
          end
      from hold where l.contact_id = hold.contact_id
    )
    select id, state, requested from settled`,
}

/** Messages that were sent as words with numbers, whatever statuses said of them meanwhile. Parameters: ids, wamids. */
export const numberMessages: Statement = {
  name: 'messaging:number-messages',
  text: `
    update messaging.messages m set numbered = true
    from (select unnest($1::uuid[]) as id, unnest($2::text[]) as wamid order by 1) as given
    where m.id = given.id and m.wamid = given.wamid and not m.numbered`,
}
