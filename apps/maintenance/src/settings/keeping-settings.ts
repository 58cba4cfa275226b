import { setting } from '@astria-bot/service'
import { validate } from 'node-cron'

// Meta repeats a webhook for 7 days: what is forgotten earlier would be handled a second time.
const days = () => setting.integer(8, 3650)
const schedule = () => setting.text().refine(validate, 'it is no cron expression')
const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}
/** 0 keeps for ever. */
const retention = () => setting.integer(0, 3650)

/** How long what is kept, and when a job counts as killed. */
export const keepingSettings = {
  INBOX_RETENTION_DAYS: days().default(45).describe('How long handled events are recognised, at least 8 days.'),
  MESSAGE_ID_RETENTION_DAYS: days()
    .default(45)
    .describe('How long the ids of WhatsApp messages and statuses are recognised, at least 8 days.'),
  EFFECT_RETENTION_DAYS: days().default(90).describe('How long calls to the outside that are done are kept.'),
  PICTURE_RETENTION_DAYS: retention()
    .default(180)
    .describe("How long customers' pictures are kept, with their files; 0 keeps them for ever."),
  RESULT_RETENTION_DAYS: retention()
    .default(365)
    .describe('How long portraits are kept, with their files; 0 keeps them for ever.'),
  LOG_RETENTION_DAYS: retention()
    .default(730)
    .describe('How long finished messages and resolved alerts are kept; 0 keeps them for ever.'),
  ORPHAN_GRACE_HOURS: setting
    .integer(1, 8760)
    .default(72)
    .describe('How long a file that no row names is left alone before it is deleted.'),
  MODEL_EXPIRY_NOTICE_DAYS: setting
    .integer(1, 30)
    .default(7)
    .describe('How many days before a model expires its customer is told of it (tune.expiring.v1).'),
  RECONCILE_AFTER_HOURS: setting
    .integer(1, 720)
    .default(6)
    .describe(
      'After how many hours something that is not settled is reported, and asked for again where that is safe.',
    ),
  JOB_LEASE_MS: setting
    .integer(1000, 3_600_000)
    .default(30_000)
    .describe('After how long without a sign of life a job counts as killed.'),
  MAINTENANCE_SCHEDULE: schedule().default('0 4 * * 3').describe('When `schedule` runs all jobs: a cron expression.'),
  DAILY_SCHEDULE: schedule()
    .default('30 3 * * *')
    .describe('When `schedule` runs the jobs that cannot wait for a week: a cron expression.'),
  MAINTENANCE_TIME_ZONE: setting
    .text()
    .refine(isTimeZone, 'there is no such time zone')
    .default('Etc/UTC')
    .describe('Of these two: an IANA name.'),
}
