import type { Transaction } from '@astria-bot/store'
import type { Engine } from '../engine.ts'
import { execute } from '../executions/execute.ts'
import { loadContactFacts } from '../facts/load-facts.ts'
import { audiencePage } from '../sql/audience-page.ts'
import { lockAll } from '../sql/lock-all.ts'
import { moveSlot, type OpenSlot, takeSlot } from '../sql/slots.ts'
import { membersRuns } from './members-runs.ts'

/** Contacts that are looked at in one transaction. */
const pageSize = 500

/**
 * Works on one open slot: the next page of its contacts, in one transaction with how far it has come. A process that dies
 * gives the slot back where it was. Tells whether there was one: call it again until there is none.
 */
export async function fillSlot(engine: Engine): Promise<boolean> {
  return engine.db.transaction(async tx => {
    const now = engine.now()
    const slot = await takeSlot(tx, now)
    if (!slot) return false
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
