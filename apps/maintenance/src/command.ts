import { crashPoint, createLogger, type Environment, loadSettings, SettingsError } from '@astria-bot/service'
import { connect } from '@astria-bot/store'
import { apiKeyCommand } from './api-keys/api-key-command.ts'
import { isJob, jobs } from './jobs/jobs.ts'
import { runJob } from './jobs/run-job.ts'
import { maintenanceSettings } from './settings.ts'

/** sysexits.h EX_CONFIG: starting again will not help. */
const exitConfiguration = 78

/** Runs the job that the command line names, and answers the code to exit with. */
export async function runCommand(words: readonly string[], env: Environment, signal: AbortSignal): Promise<number> {
  const [name, ...more] = words
  if (name === 'api-key') return apiKeyCommand(more, env)
  if (!isJob(name) || words.length !== 1) {
    const list = Object.entries(jobs).map(([job, { description }]) => `  ${job}: ${description}`)
    console.error([`maintenance: ${name ? `there is no job ${name}` : 'which job?'}. Jobs:`, ...list].join('\n'))
    return exitConfiguration
  }
  try {
    const settings = loadSettings(maintenanceSettings, env)
    const logger = createLogger({ name: 'maintenance', level: settings.LOG_LEVEL })
    const db = connect({ url: settings.DATABASE_URL, name: 'maintenance', max: 1, statementTimeoutMs: 60_000 })
    try {
      await runJob(name, { settings, logger, db, crash: crashPoint(settings.CRASH_AT), signal })
      return 0
    } catch (err) {
      logger.error({ err, job: name }, 'the job failed; it may be run again')
      return 1
    } finally {
      await db.close()
    }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    console.error(`maintenance: ${error.message}`)
    return exitConfiguration
  }
}
