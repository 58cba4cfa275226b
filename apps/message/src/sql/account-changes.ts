import type { Statement } from '@astria-bot/store'

/** Parameter: rows of `eventId`, `contactId` and the data of the event. */
export const keepAccountChanges: Statement = {
  name: 'messaging:keep-account-changes',
  text: `
    insert into messaging.account_changes (event_id, account, channel, contact_id, field, value, at)
    select "eventId", account, channel, "contactId", field, value, at
    from json_to_recordset($1::json) as given
      ("eventId" text, account text, channel text, "contactId" uuid, field text, value json, at timestamptz)
    on conflict (event_id) do nothing`,
}

/** After this long nobody asks for them any more. */
export const forgetAccountChanges: Statement = {
  name: 'messaging:forget-account-changes',
  text: `delete from messaging.account_changes where received_at < now() - interval '90 days'`,
}
