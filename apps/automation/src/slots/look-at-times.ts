import type { Transaction } from '@astria-bot/store'
import type { Automation } from '../core/index.ts'
import type { Engine } from '../engine.ts'
import type { Stored } from '../library/shelf.ts'
import { audiencePage } from '../sql/audience-page.ts'
import { insertSlots, type SlotRow } from '../sql/slots.ts'
import { loadZones } from '../sql/zones.ts'
import { partSlots } from './part-slots.ts'
import { planLate } from './plan-late.ts'
import type { Look, Looked, PlannedSlot } from './planned-slot.ts'
import { isTimed, slotsOf } from './slots-of.ts'

const load = {
  name: 'automation:planned-until',
  text: `select automation_id as "automationId", planned_until as "plannedUntil", updated_at as since
    from automation.automations where enabled order by automation_id for update`,
}
const move = {
  name: 'automation:move-planned-until',
  text: 'update automation.automations set planned_until = $2 where automation_id = any ($1::uuid[])',
}
/** A downtime longer than this is not looked through: the rule for missed times reaches 31 days at most. */
const longestLookMs = 32 * 86_400_000

/** Plans what has come since the last look; who does so holds the lock for it. Tells how many slots are open now, and when it looked. */
export async function lookAtTimes(engine: Engine, tx: Transaction): Promise<{ planned: number; now: Date }> {
  // Locked first, read after: a version that is saved meanwhile is either waited for, or waits.
  const rows = await tx.query<Looked>(load, [])
  const looked = new Map(rows.map(row => [row.automationId, row]))
  const shelf = await engine.library.current(tx)
  const timed = shelf.all.filter(({ automation, automationId }) => isTimed(automation) && looked.has(automationId))
  const now = engine.now()
  let planned = await planLate(engine, tx, timed, looked, now)
  if (timed.length === 0) return { planned, now }
  const zones = [...(await loadZones(tx)), null]
  for (const stored of timed) {
    const last = looked.get(stored.automationId)?.plannedUntil
    if (!last || last >= now) continue
    const fromMs = Math.max(last.getTime(), now.getTime() - longestLookMs)
    const found = timesOf(engine, stored, { fromMs, untilMs: now.getTime(), zones })
    if (found) planned += await store(engine, tx, stored, found, now)
  }
  const ids = timed.map(({ automationId }) => automationId)
  await tx.query(move, [ids.filter(id => (looked.get(id)?.plannedUntil ?? now) <= now), now])
  return { planned, now }
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
  { automationId, version, automation }: Stored,
  found: readonly PlannedSlot[],
  now: Date,
): Promise<number> {
  const { fire, skip } = partSlots(found, automation.missed, now.getTime())
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
