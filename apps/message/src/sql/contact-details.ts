import type { Statement } from '@astria-bot/store'

/** Parameter: ids of contacts, which are locked. Rows of ContactDetails with `id`. */
export const loadDetails: Statement = {
  name: 'messaging:load-details',
  text: `
    select c.id, c.given_name as name, c.language, c.time_zone as "timeZone", c.birthday, c.tags, c.attributes
    from messaging.contacts c
    where c.id = any($1::uuid[])`,
}

/** Parameter: rows of ContactDetails with `id`. The conversation goes on in the language that is told here. */
export const saveDetails: Statement = {
  name: 'messaging:save-details',
  text: `
    with given as (
      select * from json_to_recordset($1::json) as r
        (id uuid, name text, language text, "timeZone" text, birthday text, tags text[], attributes jsonb)
    ),
    spoken as (
      update messaging.conversations v set
        data = jsonb_set(v.data::jsonb, '{language}', to_jsonb(given.language))::json, version = v.version + 1
      from given
      where v.contact_id = given.id and given.language is not null and v.data ->> 'language' <> given.language
    )
    update messaging.contacts c set
      given_name = given.name, language = given.language, time_zone = given."timeZone", birthday = given.birthday,
      tags = given.tags, attributes = given.attributes
    from given
    where c.id = given.id`,
}
