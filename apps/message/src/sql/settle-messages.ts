import type { Statement } from '@astria-bot/store'

/** What became of a claimed message. */
export interface Settlement {
  id: string
  contactId: string
  /** As claimed: who lost the message meanwhile changes nothing. */
  attempts: number
  pushes: number
  /** `queued` and `unknown` come back after `delayMs`; after the others the next message goes. */
  state: 'accepted' | 'queued' | 'unknown' | 'parked' | 'failed' | 'dropped'
  delayMs: number
  wamid: string | null
  reason: string | null
  errorCode: number | null
}

/**
 * Parameters: rows of Settlement, and for the plan their ids and contacts once more. Answers which messages it settled. Lanes are locked before messages, as claiming does,
 * and in order. A lane stays due while something was put in behind the message, or since it was claimed.
 */
export const settleMessages: Statement = {
  name: 'messaging:settle-messages',
  text: `
    with given as (
      select * from json_to_recordset($1::json) as r (id uuid, "contactId" uuid, attempts int, pushes bigint, state text,
        "delayMs" float8, wamid text, reason text, "errorCode" int)
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
        reason = given.reason,
        error_code = given."errorCode",
        -- What was dropped was not said: it may be said again.
        once = case when given.state = 'dropped' then null else m.once end,
        -- What may have been sent, and is sent when the customer writes again, is then sent for the second time.
        resent = m.resent or (m.state = 'unknown' and given.state = 'parked'),
        accepted_at = case when given.state = 'accepted' then now() else m.accepted_at end,
        failed_at = case when given.state = 'failed' then now() else m.failed_at end,
        unknown_since = case when given.state = 'unknown' then now() end
      from given join lane on lane.contact_id = given."contactId"
      where m.id = given.id and m.id = any($2::uuid[]) and m.attempts = given.attempts and m.state in ('queued', 'sending', 'unknown')
      returning m.id, m.contact_id, m.seq, m.state, given."delayMs", given.pushes
    ),
    freed as (
      update messaging.lanes l set due_at = case
        when settled.state in ('queued', 'unknown') then now() + settled."delayMs" * interval '1 millisecond'
        when settled.seq < l.tail_seq or l.pushes <> settled.pushes then now() end
      from settled where l.contact_id = settled.contact_id
    )
    select id, state from settled`,
}
