import type { Statement } from '@astria-bot/store'

/** The settings name these numbers by now. Parameter: channels. */
export const closeUnknownNumbers: Statement = {
  name: 'messaging:close-unknown-numbers',
  text: `
    update messaging.alerts set resolved_at = now()
    where channel = any($1::text[]) and reason = 'number_unknown' and resolved_at is null`,
}

/** What they said is over. Parameters: channels; reason; detail, or null for all of that reason. */
export const closeAlerts: Statement = {
  name: 'messaging:close-alerts',
  text: `
    update messaging.alerts set resolved_at = now()
    where channel = any($1::text[]) and reason = $2 and ($3::text is null or detail = $3) and resolved_at is null`,
}

/** Parameter: rows of `contactId`, `reason`, `orderId`. */
export const insertAlerts: Statement = {
  name: 'messaging:insert-alerts',
  text: `
    insert into messaging.alerts (contact_id, reason, order_id)
    select "contactId", reason, "orderId"
    from json_to_recordset($1::json) as given ("contactId" uuid, reason text, "orderId" uuid)`,
}

/**
 * The same about what went wrong while sending; what is open already is not raised again. Parameter: rows of
 * `contactId` or `channel`, `messageId`, `reason`, `errorCode`, `detail`.
 */
export const raiseAlerts: Statement = {
  name: 'messaging:raise-alerts',
  text: `
    insert into messaging.alerts (contact_id, channel, message_id, reason, error_code, detail)
    select distinct on ("contactId", channel, reason, detail) "contactId", channel, "messageId", reason, "errorCode", detail
    from json_to_recordset($1::json) as given
      ("contactId" uuid, channel text, "messageId" uuid, reason text, "errorCode" int, detail text)
    where "contactId" is null or not exists (
      select from messaging.alerts a
      where a.contact_id = given."contactId" and a.reason = given.reason and a.error_code is not distinct from given."errorCode"
        and a.resolved_at is null
    )
    order by "contactId", channel, reason, detail
    on conflict (channel, reason, left(coalesce(detail, ''), 200)) where channel is not null and resolved_at is null do nothing`,
}
