import type { Transaction } from '@astria-bot/store'
import type { Engine } from '../engine.ts'
import { lookAtTimes } from './look-at-times.ts'

const key = `hashtextextended('automation:plan', 0)`
const tryLock = { name: 'automation:plan-lock', text: `select pg_try_advisory_xact_lock(${key}) as mine` }
const waitForLock = { name: 'automation:plan-lock-wait', text: `select pg_advisory_xact_lock(${key})` }

/**
 * Writes down which times have come since the last look. Every replica rings; the one that gets the lock plans, and a
 * slot's key keeps a second one from being made whatever happens. Tells how many slots are open now.
 */
export async function planSlots(engine: Engine): Promise<number> {
  return engine.db.transaction(async tx => {
    const [turn] = await tx.query<{ mine: boolean }>(tryLock, [])
    return turn?.mine ? (await lookAtTimes(engine, tx)).planned : 0
  })
}

/**
 * For whoever saves a new version, first of all in the transaction: what has come up to now is the business of the version
 * that has counted up to now, what comes after that of the new one. Tells when it looked: the new version counts from then.
 */
export async function planBeforeChange(engine: Engine, tx: Transaction): Promise<Date> {
  await tx.query(waitForLock, [])
  return (await lookAtTimes(engine, tx)).now
}
