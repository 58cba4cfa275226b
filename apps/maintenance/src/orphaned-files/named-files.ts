import type { Queryable } from '@astria-bot/store'

/** Packs are few, and name their media somewhere in their data. */
const named = {
  name: 'maintenance:named-files',
  text: `select k as "fileKey" from unnest($1::text[]) as k
    where exists (select from imaging.pictures where file_key = k)
      or exists (select from imaging.portraits where file_key = k)
      or exists (select from messaging.messages
        where file_key = k and state in ('queued', 'sending', 'unknown', 'parked'))
      or exists (select from imaging.packs where strpos(data::text, k) > 0)
      or exists (select from messaging.packs where strpos(data::text, k) > 0)`,
}

/** Those of the keys that a row names. */
export async function namedFiles(db: Queryable, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db.query<{ fileKey: string }>(named, [keys])
  return new Set(rows.map(({ fileKey }) => fileKey))
}
