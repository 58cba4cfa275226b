import type { DataOf, packImagesUpdated } from '@astria-bot/contracts'
import type { Queryable } from '@astria-bot/store'
import { upsertPacks } from '../sql/packs.ts'
import { rows } from '../sql/rows.ts'

/** Stores packs as they are sold now; an older version never replaces a newer one. */
export async function storePacks(tx: Queryable, packs: readonly DataOf<typeof packImagesUpdated>[]): Promise<void> {
  const newest = new Map<string, DataOf<typeof packImagesUpdated>>()
  for (const pack of packs) {
    const other = newest.get(pack.packId)
    if (!other || other.version <= pack.version) newest.set(pack.packId, pack)
  }
  if (newest.size === 0) return
  const list = [...newest.values()]
    .sort((a, b) => (a.packId < b.packId ? -1 : 1))
    .map(data => ({ packId: data.packId, version: data.version, data }))
  await tx.query(upsertPacks, [rows(list)])
}
