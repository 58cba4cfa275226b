import type { Pack, Settings, World } from '@astria-bot/conversation'
import type { Database, Transaction } from '@astria-bot/store'
import { newId } from '../ids/new-id.ts'
import type { Contact } from './contact.ts'
import { storeWrites } from './store-writes.ts'
import { takeTurn } from './take-turn.ts'
import type { Turn } from './turn.ts'
import { whileHandedOver } from './while-handed-over.ts'
import { noWrites, type Writes } from './writes.ts'

/** What every kind of turn needs. */
export interface TurnDependencies {
  db: Database
  /** The database's clock, milliseconds since 1970. */
  now(): number
  packs(): readonly Pack[]
  settings: Settings
  messageTtlMs: number
  crash(point: string): void
  /** After a commit: sends, publishes and acknowledges at once what it left behind. */
  committed(writes: Writes): void
  counted(outcome: 'taken' | 'dropped' | 'handed_over', count: number): void
}

/** Turns of one transaction, under way. */
export interface Turns {
  readonly tx: Transaction
  readonly writes: Writes
  /** Puts an input to a locked contact. What concerns somebody who is gone (or never was) is dropped and counted. */
  take(contact: Contact | undefined, turn: Turn): void
}

/**
 * Takes turns in one transaction: `work` locks contacts and takes their turns, then everything is written at once.
 * Outside calls come after the commit.
 */
export async function takeTurns<T>(dependencies: TurnDependencies, work: (turns: Turns) => Promise<T>): Promise<T> {
  const { db, now, settings, messageTtlMs, crash } = dependencies
  const writes = noWrites()
  const counts = { taken: 0, dropped: 0, handed_over: 0 }
  const take: Turns['take'] = (contact, turn) => {
    if (!contact || contact.gone || writes.erased.has(contact.id)) {
      counts.dropped += 1
      return
    }
    const freedom = contact.handedOver ? whileHandedOver(turn) : 'free'
    if (freedom === 'waits') {
      counts.handed_over += 1
      return
    }
    counts.taken += 1
    takeTurn(contact, turn, worldFor(contact, dependencies), writes, { silent: freedom === 'silent' })
  }
  const answer = await db.transaction(async tx => {
    const worked = await work({ tx, writes, take })
    await storeWrites(tx, writes, { nowMs: now(), messageTtlMs })
    crash('turns:before-commit')
    return worked
  })
  for (const outcome of ['taken', 'dropped', 'handed_over'] as const) dependencies.counted(outcome, counts[outcome])
  dependencies.committed(writes)
  return answer

  function worldFor(contact: Contact, { packs }: TurnDependencies): World {
    const nowMs = now()
    const own = contact.language ? { ...settings, defaultLanguage: contact.language } : settings
    const world = { now: nowMs, orderId: newId(nowMs), setId: newId(nowMs), settings: own, packs: packs() }
    return contact.name ? { ...world, name: contact.name } : world
  }
}
