import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endWithParent } from '../end-with-parent.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { serverEnvironment } from './server-environment.ts'
import type { ServerUser } from './server-user.ts'

/** What one run of a server needs. */
export interface ServerRun {
  binaries: PostgresBinaries
  user: ServerUser
  dataDir: string
  port: number
  fsync: boolean
  /** Ends gently and keeps its data when this process dies; else it is torn down with its folder. */
  keep: boolean
}

/** A server that takes connections. */
export interface ServerProcess {
  readonly pid: number
  /** Sends the signal and resolves when the process has ended. */
  end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void>
}

const startLimitMs = 30_000

/** Starts the server and resolves when it takes connections. Throws with its last words if it does not. */
export async function runServer(run: ServerRun): Promise<ServerProcess> {
  // To a file, never to a pipe: once a pipe that nobody reads is full (this process may be busy in a synchronous call),
  // the checkpointer waits for ever, and everyone with it.
  const logFile = path.join(run.dataDir, 'server.log')
  const log = fs.openSync(logFile, 'w', 0o600)
  const child = spawn(path.join(run.binaries.folder, 'postgres'), serverArguments(run), {
    ...run.user,
    cwd: '/',
    env: serverEnvironment(),
    stdio: ['ignore', 'ignore', log],
  })
  fs.closeSync(log)
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  await becomeReady(run, child, () => readLines(logFile).slice(-40).join('\n'))
  const forget = endWithParent(child, run.keep ? 'INT' : 'QUIT', run.keep ? undefined : run.dataDir)
  const onExit = () => child.kill(run.keep ? 'SIGINT' : 'SIGQUIT')
  process.on('exit', onExit)
  // The server must not keep a process alive that has nothing else to do.
  child.unref()
  return {
    pid: child.pid!,
    end: async signal => {
      process.off('exit', onExit)
      child.ref()
      child.kill(signal)
      await ended
      forget()
    },
  }
}

function serverArguments({ dataDir, port, fsync }: ServerRun): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** The last line of the server's lock file says when it takes connections (see the manual, `postmaster.pid`). */
async function becomeReady(run: ServerRun, child: ChildProcess, said: () => string): Promise<void> {
  let failure: Error | undefined
  child.once('error', error => {
    failure = error
  })
  const lockFile = path.join(run.dataDir, 'postmaster.pid')
  for (const since = Date.now(); Date.now() - since < startLimitMs; await sleep(10)) {
    if (failure || child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`Postgres did not start: ${failure?.message ?? said().trim()}`)
    }
    const lines = readLines(lockFile)
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return
  }
  child.kill('SIGQUIT')
  throw new Error(`Postgres was not ready within ${startLimitMs / 1000} s: ${said().trim()}`)
}

function readLines(file: string): string[] {
  try {
    return fs.readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
