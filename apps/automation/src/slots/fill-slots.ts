import { TransientError } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import type { Engine } from '../engine.ts'
import { execute } from '../executions/execute.ts'
import { loadContactFacts } from '../facts/load-facts.ts'
import { countFailure } from '../health/count-failure.ts'
import { audiencePage } from '../sql/audience-page.ts'
import { lockAll } from '../sql/lock-all.ts'
import { moveSlot, type OpenSlot, putOffSlot, takeSlot } from '../sql/slots.ts'
import { membersRuns } from './members-runs.ts'

/** Contacts that are looked at in one transaction. */
const pageSize = 500

/**
 * Works on one open slot: the next page of its contacts, in one transaction with how far it has come. A process that dies
 * gives the slot back where it was. Tells whether there was one: call it again until there is none.
 */
export async function fillSlot(engine: Engine): Promise<boolean> {
  let taken: OpenSlot | null = null
  try {
    return await fillNext(engine, slot => {
      taken = slot
    })
  } catch (err) {
    if (!taken) throw err
    await putOff(engine, taken, err)
    return true
  }
}

/** One slot that cannot be worked on must not stand before all others; an automation that goes on so is switched off. */
async function putOff(engine: Engine, { automationId, slot }: OpenSlot, err: unknown): Promise<void> {
  engine.logger.error({ err, automationId, slot }, 'work on a slot failed')
  await engine.db.transaction(async tx => {
    await putOffSlot(tx, { automationId, slot }, engine.now())
    if (!(err instanceof TransientError))
      await countFailure(engine, tx, { automationId, reason: 'slot: it cannot be worked on' }, engine.now())
  })
}

async function fillNext(engine: Engine, onTaken: (slot: OpenSlot) => void): Promise<boolean> {
  return engine.db.transaction(async tx => {
    const now = engine.now()
    const slot = await takeSlot(tx, now)
    if (!slot) return false
    onTaken(slot)
    const automations = (await engine.library.current(tx)).all
    // Switched off meanwhile: what has not begun yet does not begin.
    const isOn = automations.some(({ automationId }) => automationId === slot.automationId)
    const stored = isOn ? await engine.library.version(tx, slot.automationId, slot.version) : undefined
    const members = stored ? await audiencePage(tx, slot.audience, slot.cursor, pageSize) : []
    const last = members.at(-1)
    if (!stored || !last) {
      await moveSlot(tx, slot, { reached: 0, done: true, now })
      return true
    }
    await lockAll(
      tx,
      'contact',
      members.map(member => member.contactId),
    )
    const facts = await loadContactFacts(
      tx,
      members.map(member => member.contactId),
    )
    const runs = await membersRuns(tx, { slot, stored, members, facts, nowMs: now.getTime() })
    const begun = await execute(engine, tx, runs)
    await move(tx, slot, last, begun, members.length < pageSize, now)
    engine.crash('automation:before-slot-commit')
    return true
  })
}

async function move(
  tx: Transaction,
  slot: OpenSlot,
  last: NonNullable<OpenSlot['cursor']>,
  begun: readonly ({ state: string } | null)[],
  done: boolean,
  now: Date,
): Promise<void> {
  const reached = begun.filter(execution => execution !== null && execution.state !== 'skipped').length
  const { event: _event, ...cursor } = last
  await moveSlot(tx, { ...slot, cursor }, { reached, done, now })
}
