import type { Queryable } from '@astria-bot/store'

/**
 * Packs are few, and name their media somewhere in their data; so do the messages of one contact. What operators
 * uploaded for everybody may be named by an automation, and stays.
 */
const named = {
  name: 'maintenance:named-files',
  text: `select k as "fileKey" from unnest($1::text[]) as k
    where exists (select from imaging.pictures where file_key = k)
      or exists (select from imaging.portraits where file_key = k)
      or exists (select from messaging.messages
        where file_key = k and state in ('queued', 'sending', 'unknown', 'parked'))
      or exists (select from imaging.packs where strpos(data::text, k) > 0)
      or exists (select from messaging.packs where strpos(data::text, k) > 0)
      or k like 'operator/shared/%'
      or case when k ~ '^operator/[0-9a-f-]{36}/' then exists (
        select from messaging.contacts c join messaging.messages m on m.contact_id in (c.id, c.merged_into)
        where c.id = split_part(k, '/', 2)::uuid and strpos(m.content::text || coalesce(m.template::text, ''), k) > 0)
        else false end`,
}

/** Those of the keys that a row names. */
export async function namedFiles(db: Queryable, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db.query<{ fileKey: string }>(named, [keys])
  return new Set(rows.map(({ fileKey }) => fileKey))
}
