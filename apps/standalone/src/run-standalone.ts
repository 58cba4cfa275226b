import { resolve } from 'node:path'
import { crashPoint, type Environment, loadSettings, SettingsError } from '@astria-bot/service'
import { compose, type Seat } from './compose.ts'
import type { LocalSystem } from './local-environment.ts'
import { printAddresses } from './print-addresses.ts'
import { loadSecrets } from './secrets.ts'
import { type StandaloneSettings, standaloneSettings } from './settings.ts'
import { startDatabase } from './start-database.ts'
import { leaveSeats, takeSeats } from './take-seats.ts'

const endWithinMs = 25_000

function settingsOrExit(env: Environment): StandaloneSettings {
  try {
    return loadSettings(standaloneSettings, env)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    console.error(`standalone: ${error.message}`)
    process.exit(78)
  }
}

/** Runs every app in this process until SIGTERM or SIGINT. */
export async function runStandalone(env: Environment): Promise<void> {
  const began = performance.now()
  const settings = settingsOrExit(env)
  const closers: (() => Promise<unknown>)[] = []
  const onEnd = (close: () => Promise<unknown>) => void closers.push(close)
  let seats: Seat[] = []
  let ending = false
  const end = async (code: number) => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), endWithinMs).unref()
    await leaveSeats(seats)
    for (const close of closers.toReversed()) await close()
    process.exit(code)
  }
  process.on('SIGTERM', () => end(0)).on('SIGINT', () => end(0))

  try {
    const dataDir = resolve(settings.STANDALONE_DATA_DIR)
    const postgres = await startDatabase(dataDir)
    onEnd(() => postgres.stop())
    const system: LocalSystem = {
      ports: {
        gateway: settings.GATEWAY_PORT,
        message: settings.MESSAGE_PORT,
        image: settings.IMAGE_PORT,
        payment: settings.PAYMENT_PORT,
        automation: settings.AUTOMATION_PORT,
        sandbox: settings.SANDBOX_PORT,
      },
      databaseUrl: postgres.url,
      dataDir,
      secrets: loadSecrets(resolve(dataDir, 'secrets.json')),
    }
    const composed = await compose({
      system,
      logLevel: settings.LOG_LEVEL,
      crash: crashPoint(env['CRASH_AT']),
      env,
      onEnd,
    })
    await takeSeats(composed)
    seats = composed
    printAddresses(system.ports, performance.now() - began)
  } catch (error) {
    console.error(error instanceof SettingsError ? `standalone: ${error.message}` : error)
    for (const close of closers.toReversed()) await close().catch(() => {})
    process.exit(error instanceof SettingsError ? 78 : 1)
  }
}
