import type { Pack } from '@astria-bot/astria'
import { RejectedError } from '@astria-bot/contracts'
import { imaging } from '@astria-bot/store'
import type { Studio } from '../studio.ts'
import { announcedMedia, describePack, mediaOf, type PackData } from './describe-pack.ts'
import { makeMedium } from './make-medium.ts'
import type { Anew } from './pack-turn.ts'
import { type StoredPack, savePack } from './save-pack.ts'

/** How a reading goes on. */
interface Reading {
  anew: Anew
  onCommit: () => void
  /** Throws when the turn was lost. */
  keepTurn: () => Promise<void>
}

/**
 * Reads the packs: first what is sold, so that it can be bought at once, then the example media, which take longer.
 * Packs that are gone are announced as not available. Throws when the list could not be read.
 */
export async function syncPacks(studio: Studio, reading: Reading): Promise<void> {
  const { db, astria } = studio
  const stored = new Map(
    (await db.drizzle.select().from(imaging.packs)).map(row => [row.packId, row as unknown as StoredPack]),
  )
  const listed = await astria.listPacks()
  const details: Pack[] = []
  for (const { packId } of listed) {
    await reading.keepTurn()
    const pack = await readPack(studio, packId)
    if (!pack) continue
    details.push(pack)
    await save(
      studio,
      reading,
      stored,
      pack,
      stored.get(packId)?.sources ?? {},
      announcedMedia(stored.get(packId)?.data ?? null),
    )
  }
  const sold = new Set(listed.map(pack => pack.packId))
  const unsold = new Set(details.filter(pack => pack.classes.length === 0).map(pack => pack.packId))
  for (const [packId, { data, sources }] of stored) {
    if (!data.available || (sold.has(packId) && !unsold.has(packId))) continue
    await db.transaction(tx => savePack(tx, { ...data, available: false }, sources))
    reading.onCommit()
  }
  for (const pack of details) await makeMedia(studio, reading, stored, pack)
}

/** Null for a pack that disappeared between list and detail. */
async function readPack({ astria }: Studio, packId: string): Promise<Pack | null> {
  try {
    return await astria.getPack(packId)
  } catch (error) {
    if (error instanceof RejectedError && error.code === 'astria_not_found') return null
    throw error
  }
}

async function makeMedia(studio: Studio, reading: Reading, stored: Map<string, StoredPack>, pack: Pack): Promise<void> {
  const before = stored.get(pack.packId)
  if (!before) return
  const media = announcedMedia(before.data)
  const sources = { ...before.sources }
  const anew = reading.anew.all || reading.anew.packIds.includes(pack.packId)
  for (const medium of mediaOf(pack)) {
    if (!anew && sources[medium.name] === medium.source && media.get(medium.name)) continue
    await reading.keepTurn()
    const made = await makeMedium(studio, pack.packId, medium)
    // What cannot be made now stays as it was, and is tried again at the next reading.
    if (!made) continue
    media.set(medium.name, made)
    sources[medium.name] = medium.source
  }
  await save(studio, reading, stored, pack, sources, media)
}

async function save(
  studio: Studio,
  reading: Reading,
  stored: Map<string, StoredPack>,
  pack: Pack,
  sources: Record<string, string>,
  media: ReadonlyMap<string, PackData['cover']>,
): Promise<void> {
  const data = describePack(pack, media, 1)
  if (!data) return
  stored.set(pack.packId, await studio.db.transaction(tx => savePack(tx, data, sources)))
  reading.onCommit()
}
