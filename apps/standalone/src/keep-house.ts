import { maintenanceSettings, runJob } from '@astria-bot/maintenance'
import { createLogger, type Environment, every, loadSettings } from '@astria-bot/service'
import { connect } from '@astria-bot/store'

const dayMs = 86_400_000

/** Runs the cleanup at the start and once a day, as the CronJob does in a cluster. Returns what ends it. */
export function keepHouse(env: Environment): () => Promise<void> {
  const settings = loadSettings(maintenanceSettings, env)
  const logger = createLogger({ name: 'maintenance', level: settings.LOG_LEVEL })
  const db = connect({ url: settings.DATABASE_URL, name: 'maintenance', max: 1 })
  const loop = every({
    name: 'cleanup',
    ms: dayMs,
    run: () => runJob('cleanup', { settings, logger, db }),
    logger,
  })
  return async () => {
    await loop.stop()
    await db.close()
  }
}
