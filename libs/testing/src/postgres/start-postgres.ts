import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort } from '../free-port.ts'
import { initialize } from './initialize.ts'
import { claimFolder, stopLeftoverServer } from './leftover-server.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { runServer, type ServerProcess, type ServerRun } from './server-process.ts'
import { reachableBinaries, reachableFolder, serverUser } from './server-user.ts'

/** How to start a server. */
export interface PostgresOptions {
  /** Where the data lies. Default: a new temporary folder, removed at the end. */
  dataDir?: string
  /** Default: any free one. */
  port?: number
  /** Data to keep: with a password, and ended gently when this process ends. Needs `dataDir`. */
  persistent?: boolean
  /** `path` (default): an installed Postgres first. `embedded`: the one from npm first. */
  prefer?: 'path' | 'embedded'
  /** false: faster, and nothing survives a crash of the machine. Default true. */
  fsync?: boolean
}

/** How a server is stopped: `fast` breaks connections and writes everything; `immediate` is as good as a crash. */
export type StopMode = 'fast' | 'immediate'

/** A server of one's own. */
export interface Postgres {
  /** With user, password and the database `postgres`. Stays the same over restarts. */
  readonly url: string
  readonly port: number
  /** Where the data lies; another folder than the wanted one if the server's user cannot reach that. */
  readonly dataDir: string
  readonly version: string
  /** The process, undefined while stopped. */
  readonly pid: number | undefined
  /** A temporary data folder is removed. */
  stop(mode?: StopMode): Promise<void>
  /** Stops it, waits, and starts it again on the same port and data. */
  restart(mode?: StopMode, pauseMs?: number): Promise<void>
}

/** Starts a real Postgres on the loopback address, also as root (then it runs as another user). It ends with this process. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const { dataDir: kept, persistent = false, fsync = true } = options
  if (persistent && !kept) throw new Error('persistent data need a dataDir')
  const user = serverUser()
  const binaries = reachableBinaries(findPostgresBinaries(options.prefer ?? 'path'), user)
  const dataDir = reachableFolder(
    path.resolve(kept ?? fs.mkdtempSync(path.join(os.tmpdir(), 'astria-postgres-'))),
    user,
  )
  await stopLeftoverServer(dataDir)
  const password = initialize({ binaries, user, dataDir, withPassword: persistent })
  claimFolder(dataDir)
  const run = { binaries, user, dataDir, fsync, keep: kept !== undefined }
  const first = await runOnFreePort(run, options.port)
  const { port } = first
  let server: ServerProcess | undefined = first.server

  async function stop(mode: StopMode = 'fast'): Promise<void> {
    await server?.end(mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
    server = undefined
  }

  return {
    url: `postgres://postgres${password && `:${password}`}@127.0.0.1:${port}/postgres`,
    port,
    dataDir,
    version: binaries.version,
    get pid() {
      return server?.pid
    },
    stop: async mode => {
      await stop(mode)
      if (!kept) fs.rmSync(dataDir, { recursive: true, force: true })
    },
    restart: async (mode, pauseMs = 0) => {
      await stop(mode)
      await new Promise(resolve => setTimeout(resolve, pauseMs))
      server = await runServer({ ...run, port })
    },
  }
}

/** A free port may be taken between finding it and using it. */
async function runOnFreePort(run: Omit<ServerRun, 'port'>, wanted: number | undefined) {
  for (let tries = 1; ; tries += 1) {
    const port = wanted ?? (await freePort())
    try {
      return { port, server: await runServer({ ...run, port }) }
    } catch (error) {
      if (wanted || tries === 5 || !/could not (bind|create any TCP)/.test(String(error))) throw error
    }
  }
}
