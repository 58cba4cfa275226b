import { commonSettings, databaseSettings, setting } from '@astria-bot/service'
import { z } from 'zod'

const { ENVIRONMENT, LOG_LEVEL, CRASH_AT } = commonSettings(0)
// Meta repeats a webhook for 7 days: what is forgotten earlier would be handled a second time.
const days = () => setting.integer(8, 3650)

/** What apps/maintenance reads from its environment. It has no server, and so neither host nor port. */
export const maintenanceSettings = z.object({
  ENVIRONMENT,
  LOG_LEVEL,
  CRASH_AT,
  ...databaseSettings,
  INBOX_RETENTION_DAYS: days().default(45).describe('How long handled events are recognised, at least 8 days.'),
  MESSAGE_ID_RETENTION_DAYS: days()
    .default(45)
    .describe('How long the ids of WhatsApp messages and statuses are recognised, at least 8 days.'),
  EFFECT_RETENTION_DAYS: days().default(90).describe('How long calls to the outside that are done are kept.'),
  JOB_LEASE_MS: setting
    .integer(1000, 3_600_000)
    .default(30_000)
    .describe('After how long without a sign of life a job counts as killed.'),
})
export type MaintenanceSettings = z.infer<typeof maintenanceSettings>
