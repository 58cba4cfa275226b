import { busSettings, commonSettings, databaseSettings, filesSettings } from '@astria-bot/service'
import { z } from 'zod'
import { accountSettings } from './settings/account-settings.ts'
import { backupSettings } from './settings/backup-settings.ts'
import { keepingSettings } from './settings/keeping-settings.ts'

const { ENVIRONMENT, LOG_LEVEL, CRASH_AT } = commonSettings(0)
const { NATS_URL, NATS_REPLICAS, PARTITIONS } = busSettings

/** What apps/maintenance reads from its environment. It has no server, and so neither host nor port. */
export const maintenanceSettings = z.object({
  ENVIRONMENT,
  LOG_LEVEL,
  CRASH_AT,
  // Not every job needs all three: what one does need and does not have is said when it is called.
  DATABASE_URL: databaseSettings.DATABASE_URL.optional(),
  NATS_URL: NATS_URL.optional(),
  ...filesSettings,
  FILES_URL: filesSettings.FILES_URL.optional(),
  NATS_REPLICAS,
  PARTITIONS,
  ...keepingSettings,
  ...backupSettings,
  ...accountSettings,
})
export type MaintenanceSettings = z.infer<typeof maintenanceSettings>
