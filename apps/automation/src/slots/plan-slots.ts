import type { Transaction } from '@astria-bot/store'
import { type Automation, partDueSlots } from '../core/index.ts'
import type { Engine } from '../engine.ts'
import { groupBy } from '../group-by.ts'
import { audiencePage } from '../sql/audience-page.ts'
import { insertSlots, type SlotRow } from '../sql/slots.ts'
import { loadZones } from '../sql/zones.ts'
import { planLate } from './plan-late.ts'
import type { Look, PlannedSlot } from './planned-slot.ts'
import { isTimed, slotsOf } from './slots-of.ts'

const lock = {
  name: 'automation:plan-lock',
  text: `select pg_try_advisory_xact_lock(hashtextextended('automation:plan', 0)) as mine`,
}
const load = {
  name: 'automation:planned-until',
  text: 'select automation_id as "automationId", planned_until as "plannedUntil" from automation.automations where enabled for update',
}
const move = {
  name: 'automation:move-planned-until',
  text: 'update automation.automations set planned_until = $2 where automation_id = any ($1::uuid[])',
}
/** A downtime longer than this is not looked through: the rule for missed times reaches 31 days at most. */
const longestLookMs = 32 * 86_400_000

/**
 * Writes down which times have come since the last look. Every replica rings; the one that gets the lock plans, and a
 * slot's key keeps a second one from being made whatever happens. Tells how many slots are open now.
 */
export async function planSlots(engine: Engine): Promise<number> {
  return engine.db.transaction(async tx => {
    const [turn] = await tx.query<{ mine: boolean }>(lock, [])
    if (!turn?.mine) return 0
    const shelf = await engine.library.current(tx)
    const timed = shelf.all.filter(({ automation }) => isTimed(automation))
    const rows = await tx.query<{ automationId: string; plannedUntil: Date | null }>(load, [])
    const plannedUntil = new Map(rows.map(row => [row.automationId, row.plannedUntil]))
    const late = await planLate(engine, tx, timed, plannedUntil)
    if (timed.length === 0) return 0
    const zones = [...(await loadZones(tx)), null]
    const now = engine.now()
    let planned = late
    for (const { automationId, version, automation } of timed) {
      const last = plannedUntil.get(automationId)
      if (!last || last >= now) continue
      const fromMs = Math.max(last.getTime(), now.getTime() - longestLookMs)
      const found = timesOf(engine, { automationId, automation }, { fromMs, untilMs: now.getTime(), zones })
      if (!found) continue
      planned += await store(engine, tx, { automationId, version, automation }, found, now)
    }
    await tx.query(move, [
      timed.filter(one => (plannedUntil.get(one.automationId) ?? now) <= now).map(one => one.automationId),
      now,
    ])
    return planned
  })
}

/** Its times in a look; undefined where they cannot be told: that is logged, and the others go on. */
function timesOf(
  { logger }: Engine,
  { automationId, automation }: { automationId: string; automation: Automation },
  look: Look,
): PlannedSlot[] | undefined {
  try {
    return slotsOf(automation, look)
  } catch (err) {
    logger.error({ err, automationId }, 'the times of an automation cannot be told')
    return undefined
  }
}

async function store(
  engine: Engine,
  tx: Transaction,
  { automationId, version, automation }: { automationId: string; version: number; automation: Automation },
  found: readonly PlannedSlot[],
  now: Date,
): Promise<number> {
  const fire: PlannedSlot[] = []
  const skip: PlannedSlot[] = []
  for (const slots of groupBy(found, slot => slot.line).values()) {
    const byTime = new Map(slots.map(slot => [slot.dueMs, slot]))
    const due = partDueSlots(
      [...byTime.keys()].sort((a, b) => a - b),
      automation.missed,
      now.getTime(),
    )
    fire.push(...due.fire.map(ms => byTime.get(ms)!))
    skip.push(...due.skip.map(ms => byTime.get(ms)!))
  }
  const row = ({ slot, dueMs, audience }: PlannedSlot): SlotRow => ({
    automationId,
    version,
    slot,
    dueAt: new Date(dueMs),
    audience,
  })
  const peopled: PlannedSlot[] = []
  // A look at a birthday or a date that nobody has would leave a row a minute.
  for (const slot of fire) if ((await audiencePage(tx, slot.audience, null, 1)).length > 0) peopled.push(slot)
  await insertSlots(tx, peopled.map(row), 'open', now)
  await insertSlots(tx, skip.map(row), 'skipped', now)
  engine.metrics.slots.inc({ state: 'fired' }, peopled.length)
  engine.metrics.slots.inc({ state: 'skipped' }, skip.length)
  return peopled.length
}
