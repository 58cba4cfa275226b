import type { Statement } from '@astria-bot/store'

/** Parameters: ids of contacts, locked; how we learned it. What is not new leaves no trace in the history. */
export const optOutContacts: Statement = {
  name: 'messaging:opt-out-contacts',
  text: `
    with given as (
      select id from messaging.contacts
      where id = any($1::uuid[]) and not opted_out
    ),
    told as (
      insert into messaging.opt_outs (contact_id, opted_out, source)
      select id, true, $2 from given
    )
    update messaging.contacts c set opted_out = true
    from given where c.id = given.id`,
}

/** What contacts wrote themselves or told an operator: stop, or start. Parameter: rows of `Choice`. */
export const rememberChoices: Statement = {
  name: 'messaging:remember-choices',
  text: `
    insert into messaging.opt_outs (contact_id, opted_out, source, by, at)
    select "contactId", "optedOut", source, by, at
    from json_to_recordset($1::json) as given
      ("contactId" uuid, "optedOut" boolean, source text, by text, at timestamptz)`,
}

/**
 * What contacts chose with WhatsApp's own switch. The latest choice by its own time wins, also against what was written
 * before. Parameter: rows of `contactId`, `optedOut`, `at`, one per contact, locked.
 */
export const storePreferences: Statement = {
  name: 'messaging:store-preferences',
  text: `
    with fresh as (
      select given."contactId", given."optedOut", least(given.at, now()) as at
      from json_to_recordset($1::json) as given ("contactId" uuid, "optedOut" boolean, at timestamptz)
      where not exists (
        select from messaging.opt_outs o where o.contact_id = given."contactId" and o.at > given.at
      )
    ),
    told as (
      insert into messaging.opt_outs (contact_id, opted_out, source, at)
      select "contactId", "optedOut", 'preference', at from fresh
    )
    update messaging.contacts c set opted_out = fresh."optedOut"
    from fresh where c.id = fresh."contactId"`,
}
