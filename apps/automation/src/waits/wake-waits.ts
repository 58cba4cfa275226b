import { TransientError } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import type { Engine } from '../engine.ts'
import { execute, factsFor } from '../executions/execute.ts'
import { failExecution } from '../executions/fail-execution.ts'
import { type LimitBook, messagesIn, openLimits } from '../executions/limits.ts'
import { leaveOut, logTurn } from '../executions/log-turn.ts'
import type { Run } from '../executions/run.ts'
import { takeSteps } from '../executions/take-steps.ts'
import { noWrites, storeWrites } from '../executions/writes.ts'
import { type ContactFacts, loadContactFacts } from '../facts/load-facts.ts'
import { countFailure } from '../health/count-failure.ts'
import type { Stored } from '../library/shelf.ts'
import { lockAll } from '../sql/lock-all.ts'
import type { ExecutionRow } from '../sql/save-executions.ts'
import { type DueWait, loadWaiting, putOffWait, takeWait, takeWaits, type WaitRow } from '../sql/waits.ts'

/**
 * Lets executions whose wait is over go on, so many in one transaction. Tells how many waits it took: call it again until
 * it says 0. Several replicas may; a wait is taken by one, and given back if that one dies.
 */
export async function wakeWaits(engine: Engine): Promise<number> {
  const taken: WaitRow[] = []
  try {
    return await wake(engine, async tx => {
      taken.push(...(await takeWaits(tx, engine.now(), engine.settings.WAITS_AT_ONCE)))
      return taken
    })
  } catch (err) {
    if (taken.length === 0) throw err
    engine.logger.warn({ err }, 'waits could not go on together: one by one')
    for (const wait of taken) await wakeAlone(engine, wait)
    return taken.length
  }
}

/** After so many tries (a day, with the pauses between them) an execution is not expected to go on any more. */
const tries = 30

/** One that cannot go on is put off, so that it does not stand before all others. */
async function wakeAlone(engine: Engine, { executionId, automationId, contactId }: WaitRow): Promise<void> {
  try {
    await wake(engine, tx => takeWait(tx, executionId))
  } catch (err) {
    engine.logger.error({ err, executionId, automationId }, 'an execution could not go on')
    await engine.db.transaction(async tx => {
      const now = engine.now()
      const attempts = await putOffWait(tx, executionId, now)
      // A database that is away, or a lock that two wanted, is no fault of the automation.
      if (err instanceof TransientError) return
      const reason = 'wait: it cannot go on'
      if (attempts >= tries) await failExecution(tx, { executionId, contactId, reason }, now)
      await countFailure(engine, tx, { automationId, reason }, now)
    })
  }
}

async function wake(engine: Engine, take: (tx: Transaction) => Promise<readonly WaitRow[]>): Promise<number> {
  const { db, settings, metrics } = engine
  const count = await db.transaction(async tx => {
    const now = engine.now()
    const waits = await take(tx)
    if (waits.length === 0) return 0
    await lockAll(
      tx,
      'contact',
      waits.map(wait => wait.contactId),
    )
    const due = await loadWaiting(tx, waits)
    const facts = await loadContactFacts(
      tx,
      due.map(wait => wait.contactId),
    )
    const shelf = await engine.library.current(tx)
    const contactIds = [...facts.keys()]
    const limits = await openLimits(tx, { automations: [], contactIds, settings, nowMs: now.getTime() })
    const writes = noWrites()
    const starts: Run[] = []
    for (const wait of due) {
      const stored = await engine.library.version(tx, wait.automationId, wait.version)
      const known = facts.get(wait.contactId)
      const execution = rowOf(wait)
      const why = wait.deleted ? 'deleted' : known ? 'unreadable' : 'gone'
      const turn = stored && known && !wait.deleted ? goOn(stored, known, wait, limits, now.getTime()) : ended(why)
      const begun = logTurn(writes, execution, { ...turn, lastStep: wait.lastStep }, now)
      writes.resumed.push(execution)
      for (const start of begun) {
        const { key } = start
        const target = shelf.all.find(one => one.automationId === start.automationId)
        if (!target) leaveOut(start)
        const occasion = { type: 'manual' as const, atMs: now.getTime(), key }
        if (target && known) starts.push({ stored: target, facts: known, occasion, occurrence: key, chain: wait.chain })
      }
    }
    writes.counters.push(...limits.counted)
    await storeWrites(engine, tx, writes, now)
    await execute(engine, tx, starts)
    engine.crash('automation:before-wake-commit')
    return waits.length
  })
  metrics.waits.inc(count)
  return count
}

const nextOf = ({ position }: DueWait) => (position as { next: string }).next

function ended(reason: string): ReturnType<typeof takeSteps> {
  return { steps: [], end: { state: 'stopped', reason } }
}

function goOn(
  stored: Stored,
  known: ContactFacts,
  wait: DueWait,
  limits: LimitBook,
  nowMs: number,
): ReturnType<typeof takeSteps> {
  const { automation } = stored
  if (automation.stopOnReply && hasReplied(known, wait)) return ended('reply')
  const facts = factsFor(stored, known, wait.trigger as Run['occasion'], nowMs)
  const turn = takeSteps(automation, facts, { from: nextOf(wait), allowance: limits.allowance(stored, known) })
  limits.countMessages(stored, known, messagesIn(turn.steps))
  return turn
}

/**
 * Whether the contact wrote after what the execution runs for: a message that comes late, or that another contact brought
 * when the two became one, was written before. What has a time of its own is no event: that counts from its beginning.
 */
function hasReplied({ wroteAt }: ContactFacts, { trigger, startedAt }: DueWait): boolean {
  const { type, atMs } = trigger as Run['occasion']
  return wroteAt !== null && wroteAt.getTime() > (type === 'slot' ? startedAt.getTime() : atMs)
}

function rowOf(wait: DueWait): ExecutionRow {
  const { executionId, automationId, version, contactId, occurrence, trigger, chain, startedAt } = wait
  return {
    executionId,
    automationId,
    version,
    contactId,
    occurrence,
    trigger,
    state: 'waiting',
    reason: null,
    position: null,
    chain,
    startedAt,
    endedAt: null,
  }
}
