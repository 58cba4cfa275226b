import type { AddressInfo } from 'node:net'
import type { z } from 'zod'
import { type App, stopApp } from './app.ts'
import { type Crash, crashPoint } from './crash-point.ts'
import { createLogger, type Logger } from './log/create-logger.ts'
import type { CommonSettings } from './settings/common-settings.ts'
import { describeSettings } from './settings/describe-settings.ts'
import { type Environment, loadSettings, SettingsError } from './settings/load-settings.ts'
import type { Aliases } from './settings/settings-list.ts'

/** Within this time the process has ended after SIGTERM, whatever is still open. Kubernetes kills after 30 s. */
const endWithinMs = 25_000
/** sysexits.h EX_CONFIG: starting again will not help. */
const exitSettings = 78

/** What an app's `start` gets. */
export interface Start<Settings> {
  settings: Settings
  logger: Logger
  crash: Crash
  /** Runs when the process ends, after the app has stopped; the last one registered runs first. */
  onEnd(close: () => Promise<unknown>): void
}

/** What a process is made from. */
export interface ProcessOptions<Schema extends z.ZodObject> {
  name: string
  env: Environment
  settings: Schema
  aliases?: Aliases
  /** Connects and builds the app; the process starts and stops it. */
  start(context: Start<z.infer<Schema>>): Promise<App>
}

function settingsOrExit<Schema extends z.ZodObject>(options: ProcessOptions<Schema>): z.infer<Schema> {
  try {
    return loadSettings(options.settings, options.env, { aliases: options.aliases ?? {} })
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    console.error(`${options.name}: ${error.message}`)
    process.exit(exitSettings)
  }
}

/** Ends once, however often it is asked: readiness falls, the app stops, what it used is closed. */
function ending(logger: Logger, app: () => App | undefined, closers: (() => Promise<unknown>)[]) {
  let begun = false
  const close = async () => {
    const running = app()
    if (running) await stopApp(running)
    for (const closer of closers.toReversed()) await closer()
  }
  return async (code: number) => {
    if (begun) return
    begun = true
    setTimeout(() => {
      logger.error('the process did not end in time')
      process.exit(1)
    }, endWithinMs).unref()
    try {
      await close()
      logger.info('ended')
    } catch (err) {
      logger.error({ err }, 'ending failed')
      process.exit(1)
    }
    process.exit(code)
  }
}

/**
 * Runs an app as a process: reads the settings (exit 78 if they are wrong), connects, listens, starts. SIGTERM and
 * SIGINT end it in order within 25 s; an error nobody caught is logged and ends it with 1.
 */
export async function runProcess<Schema extends z.ZodObject>(options: ProcessOptions<Schema>): Promise<void> {
  const settings = settingsOrExit(options)
  const common = settings as unknown as CommonSettings
  const logger = createLogger({ name: options.name, level: common.LOG_LEVEL })
  const closers: (() => Promise<unknown>)[] = []
  let app: App | undefined
  const end = ending(logger, () => app, closers)
  process.on('SIGTERM', () => end(0)).on('SIGINT', () => end(0))
  const fatal = (err: unknown) => {
    logger.fatal({ err }, 'nobody caught this')
    process.exit(1)
  }
  process.on('uncaughtException', fatal).on('unhandledRejection', fatal)
  logger.info({ settings: describeSettings(options.settings, settings) }, 'starting')
  try {
    const onEnd = (close: () => Promise<unknown>) => void closers.push(close)
    app = await options.start({ settings, logger, crash: crashPoint(common.CRASH_AT), onEnd })
    await app.start()
    await app.server.listen({ host: common.HOST, port: common.PORT })
    const { port } = app.server.server.address() as AddressInfo
    logger.info({ host: common.HOST, port }, 'listening')
  } catch (err) {
    logger.fatal({ err }, 'could not start')
    process.exit(1)
  }
}
