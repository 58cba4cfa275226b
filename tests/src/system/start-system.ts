import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {
  defaultPorts,
  type LocalSystem,
  localEnvironment,
  makeSecrets,
  sandboxEnvironment,
} from '@astria-bot/standalone'
import { type AppProcess, createDatabase, freePort, type Nats, startNats, startProcess } from '@astria-bot/testing'
import { type Accounts, makeAccounts } from './accounts.ts'

/** The apps that the story needs, each a process of its own. */
export const apps = ['gateway', 'message', 'image', 'payment', 'automation'] as const
export type AppName = (typeof apps)[number]

/** Everything of a system, as separate processes on a real nats-server and Postgres. */
export interface System {
  readonly sandbox: AppProcess
  readonly nats: Nats
  readonly databaseUrl: string
  readonly env: Record<string, string>
  readonly accounts?: Accounts
  /** The running process of an app. */
  process(app: AppName): AppProcess
  /** SIGKILL, and the same again on the same port; it may be told where to kill itself, and other settings. */
  killAndRestart(app: AppName, crashAt?: string, more?: Record<string, string>): Promise<void>
  stop(): Promise<void>
}

/** What differs from the local environment. */
export interface SystemOptions {
  /** For the bot's apps. */
  env?: Record<string, string>
  /** Fewer of the bot's apps. */
  only?: readonly AppName[]
  /** Each app with a role and an account of its own, which may do no more than the app needs. */
  ownAccounts?: boolean
  /** For the sandbox. */
  sandboxEnv?: Record<string, string>
}

async function freePorts(): Promise<LocalSystem['ports']> {
  const ports = { ...defaultPorts }
  for (const app of Object.keys(ports) as (keyof typeof ports)[]) ports[app] = await freePort()
  return ports
}

/** Starts all of it; the vendors are quick, so that a test does not wait for nothing. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const { env = {}, sandboxEnv = {} } = options
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'astria-system-'))
  const accounts = options.ownAccounts ? makeAccounts() : undefined
  const [nats, database, ports] = await Promise.all([
    startNats(accounts ? { config: accounts.natsConfig } : {}),
    createDatabase(),
    freePorts(),
  ])
  await accounts?.prepare(database.url, nats.url)
  const local: LocalSystem = {
    ports,
    databaseUrl: database.url,
    natsUrl: nats.url,
    dataDir,
    secrets: makeSecrets(),
  }
  const quick = {
    LOG_LEVEL: 'warn',
    ALBUM_MS: '1500',
    POLL_MS: '1000',
    ASTRIA_RETRY_MS: '1000',
    SCHEDULE_TICK: '* * * * * *',
  }
  const common = { ...localEnvironment(local), ...quick, ...env }
  const sandbox = await startProcess({
    app: 'sandbox',
    port: ports.sandbox,
    env: {
      ...common,
      ...sandboxEnvironment(local),
      TRAINING_MS: '1500',
      PROMPT_MS: '100',
      STATUS_DELAY_MS: '50',
      ...sandboxEnv,
    },
  })
  const running = new Map<AppName, AppProcess>()
  const start = async (app: AppName, crashAt?: string, more?: Record<string, string>) => {
    const own = accounts?.envOf(app, database.url, nats.url)
    const how = { app, port: ports[app], env: { ...common, ...own, ...more }, readyMs: 60_000 }
    running.set(app, await startProcess(crashAt === undefined ? how : { ...how, crashAt }))
  }
  await Promise.all((options.only ?? apps).map(app => start(app)))

  const processOf = (app: AppName) => running.get(app) as AppProcess
  return {
    sandbox,
    nats,
    databaseUrl: database.url,
    env: common,
    ...(accounts ? { accounts } : {}),
    process: processOf,
    async killAndRestart(app, crashAt, more) {
      await processOf(app).kill('SIGKILL')
      await start(app, crashAt, more)
    },
    async stop() {
      await Promise.all([...running.values()].map(app => app.stop()))
      await sandbox.kill('SIGTERM')
      await nats.stop()
      await accounts?.remove(database.url)
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
