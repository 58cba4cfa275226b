import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@astria-bot/store'

/** How often the other run is looked at. */
const lookMs = 500

const held = {
  name: 'maintenance:held',
  text: `select slot, lease_until::text as until from ops.job_runs
    where job = $1 and finished_at is null and lease_until > now() order by lease_until desc limit 1`,
}
const state = {
  name: 'maintenance:held-state',
  text: `select finished_at is not null as finished, lease_until::text as until, lease_until <= now() as over
    from ops.job_runs where job = $1 and slot = $2`,
}
/**
 * Waits until the lease of a job's run has ended, at most for one of ours. True if nobody holds it then: its process
 * was killed, or gave it back. False if it shows a sign of life, or ends its work. A cluster repeats a killed Job
 * sooner than the lease ends, and takes "already running" for success.
 */
export async function outwaitRun(db: Database, job: string, leaseMs: number, signal?: AbortSignal): Promise<boolean> {
  const [first] = await db.query<{ slot: string; until: string }>(held, [job])
  if (!first) return true
  for (let waited = 0; waited <= leaseMs && !signal?.aborted; waited += lookMs) {
    await sleep(lookMs, undefined, { signal }).catch(() => {})
    const [now] = await db.query<{ finished: boolean; until: string; over: boolean }>(state, [job, first.slot])
    if (!now || now.finished) return false
    if (now.over) return true
    if (now.until !== first.until) return false
  }
  return false
}
