import type { Logger } from '@astria-bot/service'
import type { Database } from '@astria-bot/store'
import type { EngineMetrics } from '../engine-metrics.ts'
import { bumpRevision } from '../sql/library.ts'
import type { Unreadable } from './library.ts'

const disable = {
  name: 'automation:disable-unreadable',
  text: `update automation.automations set enabled = false, disabled_reason = $3, disabled_at = $4, updated_at = $4
    where automation_id = $1 and version = $2 and enabled returning 1`,
}

/** Switches off what cannot be read any more, and says why, in a transaction of its own. */
export async function disableUnreadable(
  { db, logger, metrics }: { db: Database; logger: Logger; metrics: EngineMetrics },
  bad: readonly Unreadable[],
  now: Date,
): Promise<void> {
  await db.transaction(async tx => {
    // The automations first and the revision after them, as everybody who changes one.
    let changed = 0
    for (const { automationId, version, reason } of bad) {
      const done = await tx.query(disable, [automationId, version, reason, now])
      if (done.length === 0) continue
      changed += 1
      metrics.disabled.inc()
      logger.warn({ automationId, version, reason }, 'an automation cannot be read any more and was switched off')
    }
    if (changed > 0) await bumpRevision(tx)
  })
}
