import type { DataOf, packImagesUpdated } from '@astria-bot/contracts'
import type { Statement } from '@astria-bot/store'

/** Parameter: rows of `packId`, `version`, `data`. */
export const upsertPacks: Statement = {
  name: 'messaging:upsert-packs',
  text: `
    insert into messaging.packs as p (pack_id, version, data)
    select "packId", version, data
    from json_to_recordset($1::json) as given ("packId" text, version int, data json)
    on conflict (pack_id) do update set version = excluded.version, data = excluded.data, updated_at = now()
    where p.version < excluded.version`,
}

/** A pack as stored. */
export interface PackRow {
  data: DataOf<typeof packImagesUpdated>
}

/** The whole catalogue. */
export const loadPacks: Statement = {
  name: 'messaging:load-packs',
  text: 'select data from messaging.packs order by pack_id',
}

/** The database's clock, and a number that grows with every change of the catalogue. */
export const catalogueVersion: Statement = {
  name: 'messaging:catalogue-version',
  text: `
    select extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs",
      (count(*) + coalesce(sum(version), 0))::float8 as version
    from messaging.packs`,
}
