import { type JobDependencies, maintenanceSettings, scheduleJobs } from '@astria-bot/maintenance'
import { createLogger, type Environment, loadSettings } from '@astria-bot/service'
import { connect } from '@astria-bot/store'

/** Runs the jobs of the house at their times, as the CronJob does in a cluster. Returns what ends it. */
export function keepHouse(
  env: Environment,
  { databaseUrl, ...rest }: Pick<JobDependencies, 'databaseUrl' | 'openBus' | 'files'>,
): () => Promise<void> {
  const settings = loadSettings(maintenanceSettings, env)
  const logger = createLogger({ name: 'maintenance', level: settings.LOG_LEVEL })
  const db = connect({ url: databaseUrl, name: 'maintenance', max: 2 })
  const stop = scheduleJobs({ settings, logger, db, databaseUrl, ...rest })
  return async () => {
    await stop()
    await db.close()
  }
}
