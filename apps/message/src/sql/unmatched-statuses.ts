import type { Statement } from '@astria-bot/store'
import type { Charged, Pricing } from '../status/read-pricing.ts'

/** A status whose message is not known. */
export interface UnmatchedStatus {
  eventId: string
  channel: string
  wamid: string
  status: string
  at: string
  errorCode: number | null
  errorDetail: string | null
  pricing: Pricing | null
  charged: Charged | null
}

/** Parameter: rows of UnmatchedStatus. */
export const keepStatuses: Statement = {
  name: 'messaging:keep-statuses',
  text: `
    insert into messaging.unmatched_statuses (event_id, channel, wamid, status, at, error_code,
      error_detail, pricing, charged)
    select "eventId", channel, wamid, status, at, "errorCode", "errorDetail", pricing, charged
    from json_to_recordset($1::json) as given
      ("eventId" text, channel text, wamid text, status text, at timestamptz, "errorCode" int,
        "errorDetail" text, pricing json, charged json)
    on conflict (event_id) do nothing`,
}

/** Takes the statuses whose message is known by now. Parameter: how many at most. */
export const takeMatched: Statement = {
  name: 'messaging:take-matched',
  text: `
    delete from messaging.unmatched_statuses where event_id in (
      select u.event_id from messaging.unmatched_statuses u
      join messaging.messages m on m.channel = u.channel and m.wamid = u.wamid
      limit $1 for update of u skip locked
    )
    returning event_id as "eventId", channel, wamid, status, at, error_code as "errorCode",
      error_detail as "errorDetail", pricing, charged`,
}

/** A day later nobody will ask for them: they belong to messages that are not ours, or were erased. */
export const forgetUnmatched: Statement = {
  name: 'messaging:forget-unmatched',
  text: `delete from messaging.unmatched_statuses where received_at < now() - interval '1 day'`,
}
