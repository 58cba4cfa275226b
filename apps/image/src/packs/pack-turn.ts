import { randomUUID } from 'node:crypto'
import type { Queryable } from '@astria-bot/store'

/** Whose example media are to be made anew, whatever they were made from. */
export interface Anew {
  all: boolean
  packIds: readonly string[]
}

/** A turn at reading the packs: nobody else has one at the same time. */
export interface PackTurn {
  leaseId: string
  anew: Anew
}

/** Only what has changed is made. */
export const nothing: Anew = { all: false, packIds: [] }

const leaseMs = 60_000

const request = {
  name: 'imaging:request-pack-sync',
  text: `insert into imaging.pack_sync as sync (id, due_at, anew, anew_packs) values (1, now(), $1, $2)
    on conflict (id) do update set due_at = now(), anew = sync.anew or excluded.anew,
      anew_packs = array(select unnest(sync.anew_packs) union select unnest(excluded.anew_packs))`,
}

/** The packs are to be read now; asked for during a reading, they are read once more after it. */
export async function requestSync(db: Queryable, { all, packIds }: Anew): Promise<void> {
  await db.query(request, [all, packIds])
}

const claim = {
  name: 'imaging:claim-pack-sync',
  // due_at is pushed away: whoever asks meanwhile pulls it back, and so is not forgotten.
  text: `update imaging.pack_sync sync set lease_id = $1, lease_until = now() + ${leaseMs} * interval '1 millisecond',
      due_at = now() + $2 * interval '1 millisecond', anew = false, anew_packs = default
    from (select id, anew, anew_packs from imaging.pack_sync
      where due_at <= now() and (lease_until is null or lease_until <= now()) for update skip locked) as before
    where sync.id = before.id returning before.anew as "all", before.anew_packs as "packIds"`,
}

/** Takes the turn if one is due, by the database's clock. */
export async function claimPackTurn(db: Queryable, syncMs: number): Promise<PackTurn | null> {
  const leaseId = randomUUID()
  const [anew] = await db.query<Anew>(claim, [leaseId, syncMs])
  return anew ? { leaseId, anew } : null
}

const extend = {
  name: 'imaging:extend-pack-sync',
  text: `update imaging.pack_sync set lease_until = now() + ${leaseMs} * interval '1 millisecond' where lease_id = $1 returning id`,
}

/** Keeps the turn; false when it was lost to another process. */
export async function extendPackTurn(db: Queryable, { leaseId }: PackTurn): Promise<boolean> {
  return (await db.query(extend, [leaseId])).length > 0
}

const end = {
  name: 'imaging:end-pack-sync',
  text: `update imaging.pack_sync set lease_id = null, lease_until = null, anew = anew or $3,
      anew_packs = array(select unnest(anew_packs) union select unnest($4::text[])),
      due_at = least(due_at, now() + $2 * interval '1 millisecond')
    where lease_id = $1`,
}

/** Gives the turn back; after a failure another one follows after `againMs`. */
export async function endPackTurn(
  db: Queryable,
  turn: PackTurn,
  outcome: { againMs: number; failed: boolean },
): Promise<void> {
  const { all, packIds } = outcome.failed ? turn.anew : nothing
  await db.query(end, [turn.leaseId, outcome.againMs, all, packIds])
}
