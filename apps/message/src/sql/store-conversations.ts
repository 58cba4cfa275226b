import type { Statement } from '@astria-bot/store'

/** Parameter: rows of `contactId`, `state`, `data`. */
export const storeConversations: Statement = {
  name: 'messaging:store-conversations',
  text: `
    insert into messaging.conversations as v (contact_id, state, data)
    select "contactId", state, data
    from json_to_recordset($1::json) as given ("contactId" uuid, state text, data json)
    on conflict (contact_id) do update set
      state = excluded.state, data = excluded.data, version = v.version + 1, updated_at = now()`,
}
