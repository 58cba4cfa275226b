import type { Statement } from '@astria-bot/store'

/** Parameters: rows of SentMessage, locked, and their ids once more, for the plan. */
export const updateMessages: Statement = {
  name: 'messaging:update-messages',
  text: `
    update messaging.messages m set
      state = given.state, reason = given.reason, error_code = given."errorCode", wamid = given.wamid,
      refused_wamids = nullif(given.refused, '{}'), resent = given.resent,
      -- A status may come before the answer that says that it was accepted.
      accepted_at = coalesce(m.accepted_at,
        case when given.state in ('accepted', 'sent', 'delivered', 'read', 'played') and m.attempts > 0 then now() end),
      sent_at = given."sentAt", delivered_at = given."deliveredAt", read_at = given."readAt",
      played_at = given."playedAt", failed_at = given."failedAt", as_template = given."asTemplate",
      pricing = given.pricing, charged = given.charged, error_detail = given."errorDetail",
      parked_until = case when given."parkMs" > 0 then now() + given."parkMs" * interval '1 millisecond' end
    from json_to_recordset($1::json) as given (id uuid, state text, reason text, "errorCode" int, wamid text, refused text[], resent boolean,
      "sentAt" timestamptz, "deliveredAt" timestamptz, "readAt" timestamptz, "playedAt" timestamptz,
      "failedAt" timestamptz, "asTemplate" boolean, "errorDetail" text, pricing json, charged json, "parkMs" float8)
    where m.id = given.id and m.id = any($2::uuid[])`,
}
