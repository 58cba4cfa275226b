import type { Statement } from '@astria-bot/store'

/** A template as it is stored. */
export interface TemplateRow {
  name: string
  language: string
  providerId: string | null
  status: string
  category: string | null
  quality: string | null
  components: unknown
}

/** A template after a change. */
export type ChangedTemplate = Pick<TemplateRow, 'name' | 'language' | 'status' | 'components'> & { account: string }

/**
 * Takes an account whose templates are to be read; nobody else does for a minute, and after it whoever looks does again
 * unless the list was stored. Parameter: channels.
 */
export const claimTemplateRead: Statement = {
  name: 'messaging:claim-template-read',
  text: `
    with due as (
      select id, account from messaging.channels
      where id = any($1::text[]) and account is not null and templates_due_at <= now()
      order by templates_due_at limit 1
      for no key update skip locked
    )
    update messaging.channels c set templates_due_at = now() + interval '1 minute'
    from due where c.id = due.id
    returning c.id, c.account, c.templates_due_at::text as "dueAt"`,
}

/** Nobody else changes the templates of an account until this transaction ends. Parameter: account. */
export const lockTemplates: readonly Statement[] = [
  {
    name: 'messaging:lock-template-channels',
    text: 'select 1 from messaging.channels where account = $1 order by id for no key update',
  },
  {
    name: 'messaging:lock-templates',
    text: 'select 1 from messaging.templates where account = $1 order by name, language for no key update',
  },
]

/**
 * The whole list of an account: what is not in it any more is DELETED. Parameters: account, rows of TemplateRow, what
 * claiming said as `dueAt` (a reading that was asked for since then stands), ms until it is read again. Answers the templates whose status or parts changed; all of them if it is the account's first list.
 */
export const replaceTemplates: Statement = {
  name: 'messaging:replace-templates',
  text: `
    with given as (
      select * from json_to_recordset($2::json) as r (name text, language text, "providerId" text, status text,
        category text, quality text, components json)
    ),
    before as (
      select name, language, status, components from messaging.templates
      where account = $1
        and exists (select from messaging.channels where account = $1 and templates_read_at is not null)
    ),
    stored as (
      insert into messaging.templates as t
        (account, name, language, provider_id, status, category, quality, components, updated_at)
      select distinct on (name, language) $1, name, language, "providerId", status, category, quality, components, now()
      from given order by name, language
      on conflict (account, name, language) do update set
        provider_id = excluded.provider_id, status = excluded.status, category = excluded.category,
        quality = excluded.quality, components = excluded.components, updated_at = now(),
        reason = case when t.status = excluded.status then t.reason end
      returning name, language, status, components
    ),
    gone as (
      update messaging.templates t set status = 'DELETED', updated_at = now()
      where t.account = $1 and t.status <> 'DELETED'
        and not exists (select from given where given.name = t.name and given.language = t.language)
      returning name, language, status, components
    ),
    read as (
      update messaging.channels set templates_read_at = now(),
        templates_due_at = case when templates_due_at = $3::timestamptz then now() + $4 * interval '1 millisecond'
          else templates_due_at end
      where account = $1
    )
    select $1 as account, stored.name, stored.language, stored.status, stored.components
    from stored left join before using (name, language)
    where before.status is distinct from stored.status or before.components::jsonb is distinct from stored.components::jsonb
    union all
    select $1, name, language, status, components from gone`,
}

/**
 * WhatsApp told something about a template. Parameters: account, name, language, new status or null, category or null,
 * quality or null, reason or null. Answers the template, if the account's whole list was read before.
 */
export const changeTemplate: Statement = {
  name: 'messaging:change-template',
  text: `
    with changed as (
      update messaging.templates set
        status = coalesce($4, status), category = coalesce($5, category), quality = coalesce($6, quality),
        reason = case when $4::text is null then reason else $7 end, updated_at = now()
      where account = $1 and name = $2 and language = $3
      returning account, name, language, status, components
    )
    select * from changed
    where exists (select from messaging.channels where account = $1 and templates_read_at is not null)`,
}

/** Something changed: the whole list is read again soon. Parameter: account. */
export const readTemplatesSoon: Statement = {
  name: 'messaging:read-templates-soon',
  text: `
    update messaging.channels set templates_due_at = least(templates_due_at, now() + interval '5 seconds')
    where account = $1`,
}

/**
 * A message names a template that the list does not have: it is read again, at most once in five minutes for whatever
 * number of such messages. Parameter: channel.
 */
export const readTemplatesOfChannel: Statement = {
  name: 'messaging:read-templates-of-channel',
  text: `
    update messaging.channels set
      templates_due_at = least(templates_due_at, greatest(now(), templates_read_at + interval '5 minutes'))
    where id = $1 and templates_due_at > greatest(now(), templates_read_at + interval '5 minutes')`,
}

/**
 * A refused message says that a template cannot be used. Parameters: channel, name, language, status, reason. Answers the
 * template, if the account's whole list was read before.
 */
export const disableTemplate: Statement = {
  name: 'messaging:disable-template',
  text: `
    with changed as (
      insert into messaging.templates as t (account, name, language, status, components, reason)
      select account, $2, $3, $4, '[]', $5 from messaging.channels where id = $1 and account is not null
      on conflict (account, name, language) do update set status = excluded.status, reason = excluded.reason,
        updated_at = now()
      returning account, name, language, status, components
    )
    select * from changed
    where exists (
      select from messaging.channels c where c.account = changed.account and c.templates_read_at is not null
    )`,
}

/** Templates that can be sent, again or since the list was read: what waited for them is tried. Parameters: account, names. */
export const unparkForTemplates: Statement = {
  name: 'messaging:unpark-for-templates',
  text: `
    with unparked as (
      update messaging.messages m set state = 'queued', reason = null, parked_until = null
      where m.state = 'parked' and m.reason like 'template\\_%'
        and m.channel in (select id from messaging.channels where account = $1)
        and coalesce(m.template, m.content)->>'name' = any($2::text[])
      returning contact_id
    )
    update messaging.lanes l set due_at = coalesce(l.due_at, now()), pushes = l.pushes + 1
    where l.contact_id in (select contact_id from unparked)`,
}
