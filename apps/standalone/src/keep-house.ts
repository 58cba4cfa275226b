import { type JobDependencies, jobGroups, maintenanceSettings, runJobs } from '@astria-bot/maintenance'
import { createLogger, type Environment, every, loadSettings } from '@astria-bot/service'
import { connect } from '@astria-bot/store'

const dayMs = 86_400_000

/** Runs all jobs once a day, as the CronJob does in a cluster. Returns what ends it. */
export function keepHouse(
  env: Environment,
  { databaseUrl, ...rest }: Pick<JobDependencies, 'databaseUrl' | 'bus' | 'files'>,
): () => Promise<void> {
  const settings = loadSettings(maintenanceSettings, env)
  const logger = createLogger({ name: 'maintenance', level: settings.LOG_LEVEL })
  const db = connect({ url: databaseUrl, name: 'maintenance', max: 2 })
  const stop = new AbortController()
  const loop = every({
    name: 'maintenance',
    ms: dayMs,
    run: () => runJobs(jobGroups.all, { settings, logger, db, databaseUrl, ...rest, signal: stop.signal }),
    logger,
  })
  return async () => {
    stop.abort()
    await loop.stop()
    await db.close()
  }
}
