import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { TransientError } from '@astria-bot/contracts'
import type { z } from 'zod'
import { type App, stopApp } from './app.ts'
import { type Crash, crashPoint } from './crash-point.ts'
import { openWaitingRoom } from './http/waiting-room.ts'
import { createLogger, type Logger } from './log/create-logger.ts'
import type { CommonSettings } from './settings/common-settings.ts'
import { describeSettings } from './settings/describe-settings.ts'
import { type Environment, loadSettings, SettingsError } from './settings/load-settings.ts'
import type { Aliases } from './settings/settings-list.ts'

/** Within this time the process has ended after SIGTERM, whatever is still open. Kubernetes kills after 30 s. */
const endWithinMs = 25_000
/** sysexits.h EX_CONFIG: starting again will not help. */
const exitSettings = 78
/** Milliseconds until it is tried again to start. */
const again = 1_000

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

/** What only the settings can mend ends the process with 78; everything else is thrown on. */
function exitIfSettings(name: string, error: unknown): void {
  if (!(error instanceof SettingsError)) return
  console.error(`${name}: ${error.message}`)
  process.exit(exitSettings)
}

function settingsOrExit<Schema extends z.ZodObject>(options: ProcessOptions<Schema>): z.infer<Schema> {
  try {
    return loadSettings(options.settings, options.env, { aliases: options.aliases ?? {} })
  } catch (error) {
    exitIfSettings(options.name, error)
    throw error
  }
}

/** Ends once, however often it is asked: readiness falls, the app stops, what it used is closed. */
function ending(logger: Logger, app: () => App | undefined, closers: (() => Promise<unknown>)[]) {
  let begun = false
  const close = async () => {
    const running = app()
    if (running) await stopApp(running)
    for (const closer of closers.splice(0).toReversed()) await closer()
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
 * Runs an app as a process: reads the settings (exit 78 if they are wrong), connects, starts, listens. While the broker
 * or the database is away it waits for them, alive and not ready. SIGTERM and SIGINT end it in order within 25 s; an
 * error nobody caught is logged and ends it with 1.
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
  const crash = crashPoint(common.CRASH_AT)
  const start = async () => {
    let begun: App | undefined
    try {
      begun = await options.start({ settings, logger, crash, onEnd: close => void closers.push(close) })
      app = begun
      await begun.start()
      return begun
    } catch (error) {
      exitIfSettings(options.name, error)
      if (!(error instanceof TransientError)) throw error
      logger.warn({ err: error }, 'what the app needs is away: it waits, and tries again')
      app = undefined
      await begun?.stop()
      for (const closer of closers.splice(0).toReversed()) await closer()
      return undefined
    }
  }
  try {
    const room = await openWaitingRoom(common.HOST, common.PORT)
    let started = await start()
    while (started === undefined) {
      await sleep(again)
      started = await start()
    }
    await room.close()
    await started.server.listen({ host: common.HOST, port: common.PORT })
    const { port } = started.server.server.address() as AddressInfo
    logger.info({ host: common.HOST, port }, 'listening')
  } catch (err) {
    logger.fatal({ err }, 'could not start')
    process.exit(1)
  }
}
