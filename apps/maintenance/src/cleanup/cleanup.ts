import { forgetEvents, type Schema } from '@astria-bot/store'
import type { Job, Step } from '../jobs/job.ts'
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
    ...schemas.map((schema): Step => {
      // The keys of messaging are WhatsApp's message ids.
      const days = schema === 'messaging' ? settings.MESSAGE_ID_RETENTION_DAYS : settings.INBOX_RETENTION_DAYS
      return { name: `${schema}.inbox`, chunk: tx => forgetEvents(tx, schema, days, chunk) }
    }),
    ...schemas.map((schema): Step => {
      const days = settings.EFFECT_RETENTION_DAYS
      return { name: `${schema}.effects`, chunk: tx => forgetEffects(tx, schema, days, chunk) }
    }),
    {
      name: 'messaging.unmatched_statuses',
      chunk: tx => forgetStatuses(tx, settings.MESSAGE_ID_RETENTION_DAYS, chunk),
    },
    { name: 'messaging.uploads', chunk: tx => forgetUploads(tx, chunk) },
    { name: 'ops.job_runs', chunk: tx => forgetJobRuns(tx, settings.INBOX_RETENTION_DAYS, chunk) },
  ],
}
