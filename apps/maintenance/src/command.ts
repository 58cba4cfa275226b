import { crashPoint, createLogger, type Environment, loadSettings, SettingsError } from '@astria-bot/service'
import { apiKeyCommand } from './api-keys/api-key-command.ts'
import { maintenanceSettings } from './settings.ts'
import { expand } from './tasks/expand.ts'
import { tasks } from './tasks/tasks.ts'

/** sysexits.h EX_CONFIG: starting again will not help. */
const exitConfiguration = 78

/**
 * Does what the command line names, one after the other, and answers the code to exit with: 0 done, or another process
 * is at it; 1 something failed, or was ended before it was done, and may be run again; 78 no such task, or the settings
 * are not right.
 */
export async function runCommand(words: readonly string[], env: Environment, signal: AbortSignal): Promise<number> {
  const [name, ...more] = words
  if (name === 'api-key') return apiKeyCommand(more, env)
  const wanted = expand(words)
  if (typeof wanted === 'string') {
    const list = [...tasks].map(([task, { description }]) => `  ${task}: ${description}`)
    console.error([`maintenance: ${wanted} There are:`, ...list].join('\n'))
    return exitConfiguration
  }
  try {
    const settings = loadSettings(maintenanceSettings, env)
    const missing = new Set(wanted.flatMap(({ task }) => task.needs).filter(name => settings[name] === undefined))
    if (missing.size > 0) throw new SettingsError([...missing].map(name => `${name} is missing`))
    const logger = createLogger({ name: 'maintenance', level: settings.LOG_LEVEL })
    const crash = crashPoint(settings.CRASH_AT)
    let code = 0
    for (const { name, task, argument } of wanted) {
      if (signal.aborted) {
        logger.warn({ job: name }, 'not begun: the process was told to end; it may be run again')
        code = 1
        break
      }
      try {
        await task.run({ settings, logger, crash, signal, argument })
      } catch (err) {
        if (err instanceof SettingsError) throw err
        logger.error({ err, job: name }, 'it failed; it may be run again')
        code = 1
        if (task.comesFirst) break
      }
    }
    return code
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    console.error(`maintenance: ${error.message}`)
    return exitConfiguration
  }
}
