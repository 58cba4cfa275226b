import { randomUUID } from 'node:crypto'
import type { Transaction } from '@astria-bot/store'
import { contactZone } from '../contacts/contact-zone.ts'
import { type Facts, holds } from '../core/index.ts'
import type { Engine } from '../engine.ts'
import type { ContactFacts } from '../facts/load-facts.ts'
import type { Stored } from '../library/shelf.ts'
import { type ExecutionRow, executionKey, findExecutions } from '../sql/save-executions.ts'
import { messagesIn, openLimits } from './limits.ts'
import { leaveOut, logTurn } from './log-turn.ts'
import type { Run } from './run.ts'
import { takeSteps } from './take-steps.ts'
import { noWrites, storeWrites } from './writes.ts'

/** Automations that start each other further than this are taken for a loop. */
const longestChain = 5

/** What conditions and texts see: the contact as known, in their zone or the automation's. */
export function factsFor(
  { automation }: Pick<Stored, 'automation'>,
  known: ContactFacts,
  occasion: Run['occasion'],
  nowMs: number,
): Facts {
  const { contact, orders, models } = known
  return { nowMs, zone: contactZone(contact, automation.timeZone), contact, orders, models, occasion }
}

/**
 * Runs automations, each once per contact and occurrence, and writes what they lead to. Their contacts are locked. Tells
 * the executions that began, in the order of the runs; null where there was one already.
 */
export async function execute(engine: Engine, tx: Transaction, runs: readonly Run[]): Promise<(ExecutionRow | null)[]> {
  if (runs.length === 0) return []
  const now = engine.now()
  const nowMs = now.getTime()
  const keyOf = ({ stored, facts, occurrence }: Run) =>
    executionKey({ automationId: stored.automationId, contactId: facts.contactId, occurrence })
  const done = await findExecutions(
    tx,
    runs.map(({ stored, facts, occurrence }) => ({
      automationId: stored.automationId,
      contactId: facts.contactId,
      occurrence,
    })),
  )
  const shelf = await engine.library.current(tx)
  const startable = shelf.all.filter(({ automation }) => automation.trigger.type === 'manual')
  const limits = await openLimits(tx, {
    automations: [...runs.map(run => run.stored), ...startable],
    contactIds: [...new Set(runs.map(run => run.facts.contactId))],
    settings: engine.settings,
    nowMs,
  })
  const writes = noWrites()

  const begin = (run: Run): ExecutionRow | null => {
    if (done.has(keyOf(run))) return null
    done.add(keyOf(run))
    const { stored, facts, occasion, occurrence, chain } = run
    const execution: ExecutionRow = {
      executionId: randomUUID(),
      automationId: stored.automationId,
      version: stored.version,
      contactId: facts.contactId,
      occurrence,
      trigger: occasion,
      state: 'skipped',
      reason: null,
      position: null,
      chain: [...chain, stored.automationId],
      startedAt: now,
      endedAt: now,
    }
    writes.begun.push(execution)
    const seen = factsFor(stored, facts, occasion, nowMs)
    const looping = chain.includes(stored.automationId) || chain.length >= longestChain
    if (looping) engine.metrics.loops.inc()
    const { conditions } = stored.automation
    const unfit = conditions && !holds(conditions, seen) ? 'conditions' : undefined
    execution.reason = looping ? 'loop' : (unfit ?? limits.refuses(stored, facts) ?? null)
    if (execution.reason !== null) return execution
    limits.count(stored, facts)
    const { steps, end } = takeSteps(stored.automation, seen, { allowance: limits.allowance(stored, facts) })
    limits.countMessages(stored, facts, messagesIn(steps))
    const turn = { steps, end, lastStep: 0 }
    for (const start of logTurn(writes, execution, turn, now)) {
      const target = startable.find(({ automationId }) => automationId === start.automationId)
      if (!target) {
        leaveOut(start)
        continue
      }
      const manual = { type: 'manual' as const, atMs: nowMs, key: start.key }
      begin({ stored: target, facts, occasion: manual, occurrence: start.key, chain: execution.chain })
    }
    return execution
  }

  const begun = runs.map(begin)
  writes.counters.push(...limits.counted)
  await storeWrites(engine, tx, writes, now)
  return begun
}
