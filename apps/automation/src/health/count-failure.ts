import type { Transaction } from '@astria-bot/store'
import type { Engine } from '../engine.ts'
import { bumpRevision } from '../sql/library.ts'

const fail = {
  name: 'automation:count-failure',
  text: `update automation.automations set failures = failures + 1,
      enabled = enabled and failures + 1 < $3,
      disabled_at = case when enabled and failures + 1 >= $3 then $4 else disabled_at end,
      disabled_reason = case when enabled and failures + 1 >= $3 then $2 else disabled_reason end,
      updated_at = case when enabled and failures + 1 >= $3 then $4 else updated_at end
    where automation_id = $1
    returning not enabled and disabled_at = $4 as disabled`,
}
const succeed = {
  name: 'automation:count-success',
  text: `update automation.automations set failures = 0 where automation_id = any (array(
      select automation_id from automation.automations where automation_id = any ($1::uuid[]) and failures > 0
      order by automation_id for update))`,
}

/**
 * Notes that something of an automation failed. When it has failed again and again it switches itself off and says why; its
 * log stays.
 */
export async function countFailure(
  { settings, logger, metrics }: Engine,
  tx: Transaction,
  { automationId, reason }: { automationId: string; reason: string },
  now: Date,
): Promise<void> {
  const [row] = await tx.query<{ disabled: boolean }>(fail, [automationId, reason, settings.AUTOMATION_FAILURES, now])
  if (!row?.disabled) return
  await bumpRevision(tx)
  metrics.disabled.inc()
  logger.warn({ automationId, reason }, 'an automation failed again and again and was switched off')
}

/** Notes that automations worked: failures before it do not count any more. */
export async function countSuccesses(tx: Transaction, automationIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(automationIds)].sort()
  if (ids.length > 0) await tx.query(succeed, [ids])
}
