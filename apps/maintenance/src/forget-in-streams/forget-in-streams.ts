import type { Job } from '../jobs/job.ts'

const known = {
  name: 'maintenance:erased-subjects',
  text: 'select subject, erased_at as "erasedAt" from messaging.erased_subjects order by erased_at, subject',
}
/** Longer than the streams keep anything: after that there is nothing left to look for. */
const streamDays = 15
const done = {
  name: 'maintenance:forget-erased-subjects',
  text: `delete from messaging.erased_subjects where erased_at < now() - $1 * interval '1 day' returning 1`,
}

/**
 * Deletes what the streams still hold about contacts who are forgotten (they keep everything for 14 days). Looked for
 * again on every run for as long: a webhook may come late, and an app may have told of them meanwhile.
 */
export const forgetInStreams: Job = {
  description: 'deletes from the streams what is about contacts who want to be forgotten',
  missing: ({ openBus }) => (openBus ? undefined : 'NATS_URL is not set'),
  steps: () => [
    {
      name: 'events',
      async work({ db, openBus, inRun, did, signal, crash }) {
        if (!openBus) throw new Error('NATS_URL is missing')
        const rows = await db.query<{ subject: string; erasedAt: Date }>(known, [])
        if (rows.length === 0) return
        const bus = await openBus()
        did(await bus.forget(new Map(rows.map(({ subject, erasedAt }) => [subject, erasedAt])), signal))
        crash('maintenance:streams-forgotten')
        await inRun(tx => tx.query(done, [streamDays]))
      },
    },
  ],
}
