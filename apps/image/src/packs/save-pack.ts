import { isDeepStrictEqual } from 'node:util'
import { packImagesUpdated } from '@astria-bot/contracts'
import { enqueueEvents, imaging, type Transaction } from '@astria-bot/store'
import { eq } from 'drizzle-orm'
import { newEvent } from '../new-event.ts'
import type { PackData } from './describe-pack.ts'

/** A pack as it is stored. */
export interface StoredPack {
  data: PackData
  sources: Record<string, string>
}

/** Stores a pack, and announces it with the next version if it is not what was announced last. */
export async function savePack(tx: Transaction, data: PackData, sources: Record<string, string>): Promise<StoredPack> {
  const { packs } = imaging
  const [row] = await tx.drizzle.select().from(packs).where(eq(packs.packId, data.packId)).for('update')
  const known = row?.data as PackData | undefined
  const changed = !isDeepStrictEqual({ ...known, version: 0 }, { ...data, version: 0 })
  const version = changed ? (row?.version ?? 0) + 1 : row!.version
  const next = { ...data, version }
  await tx.drizzle
    .insert(packs)
    .values({ packId: data.packId, version, data: next, sources })
    .onConflictDoUpdate({ target: packs.packId, set: { version, data: next, sources, updatedAt: new Date() } })
  if (changed) await enqueueEvents(tx, 'imaging', [newEvent(packImagesUpdated, data.packId, next)])
  return { data: next, sources }
}
