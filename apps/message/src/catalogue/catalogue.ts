import type { Pack } from '@astria-bot/conversation'
import type { Queryable } from '@astria-bot/store'
import { catalogueVersion, loadPacks, type PackRow } from '../sql/packs.ts'

/** What is true for all conversations at once, kept in memory: the packs on sale, and the database's clock. */
export interface Catalogue {
  packs(): readonly Pack[]
  /** Milliseconds since 1970, as the database counts them: timers and leases are compared with its clock. */
  now(): number
  /** Asks the database whether anything changed; other replicas change it too. */
  refresh(): Promise<void>
}

/** Opens the catalogue; it knows nothing before its first `refresh`. */
export function createCatalogue(db: Queryable): Catalogue {
  let packs: readonly Pack[] = []
  let known = -1
  let aheadMs = 0
  return {
    packs: () => packs,
    now: () => Math.round(Date.now() + aheadMs),
    async refresh() {
      const askedAt = Date.now()
      const [row] = await db.query<{ nowMs: number; version: number }>(catalogueVersion, [])
      if (!row) return
      aheadMs = row.nowMs - (askedAt + Date.now()) / 2
      if (row.version === known) return
      const found = await db.query<PackRow>(loadPacks, [])
      packs = found.flatMap(({ data }) => (data.available ? [onSale(data)] : []))
      known = row.version
    },
  }
}

function onSale({ packId, title, tier, cover, classes }: PackRow['data']): Pack {
  return { packId, title, tier, cover, classes }
}
