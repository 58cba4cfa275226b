import { forgetEvents, type Schema } from '@astria-bot/store'
import { inChunks, type Job } from '../jobs/job.ts'
import { forgetAnnounced } from './forget-announced.ts'
import { forgetEffects } from './forget-effects.ts'
import { forgetJobRuns } from './forget-job-runs.ts'
import { forgetStatuses } from './forget-statuses.ts'
import { forgetUploads } from './forget-uploads.ts'

const schemas: readonly Schema[] = ['messaging', 'imaging', 'payments', 'automation']
const chunk = 5000

/**
 * Deletes what is only kept to recognise what comes again, once nothing can come again. An outbox needs no care: its
 * rows go when they are published, and one that is not published yet must stay.
 */
export const cleanup: Job = {
  description: 'deletes message ids, inbox keys and finished effects that are past their retention',
  steps: settings => [
    ...schemas.map(schema => {
      // The keys of messaging are WhatsApp's message ids.
      const days = schema === 'messaging' ? settings.MESSAGE_ID_RETENTION_DAYS : settings.INBOX_RETENTION_DAYS
      return inChunks(`${schema}.inbox`, tx => forgetEvents(tx, schema, days, chunk))
    }),
    ...schemas.map(schema =>
      inChunks(`${schema}.effects`, tx => forgetEffects(tx, schema, settings.EFFECT_RETENTION_DAYS, chunk)),
    ),
    inChunks('messaging.unmatched_statuses', tx => forgetStatuses(tx, settings.MESSAGE_ID_RETENTION_DAYS, chunk)),
    inChunks('messaging.uploads', tx => forgetUploads(tx, chunk)),
    inChunks('ops.job_runs', tx => forgetJobRuns(tx, settings.INBOX_RETENTION_DAYS, chunk)),
    inChunks('ops.announced', tx => forgetAnnounced(tx, settings.EFFECT_RETENTION_DAYS, chunk)),
  ],
}
