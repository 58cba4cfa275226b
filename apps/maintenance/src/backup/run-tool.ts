import { spawn } from 'node:child_process'
import path from 'node:path'

/** Which of the server's own programs, and how. */
export interface ToolOptions {
  /** PG_BIN. */
  folder: string | undefined
  /** The database it works on: handed over in the environment, since everybody on the machine can read arguments. */
  databaseUrl: string
  signal: AbortSignal
}

/** Runs pg_dump or pg_restore to its end. Throws with what it said if it failed. */
export async function runTool(name: string, args: readonly string[], options: ToolOptions): Promise<void> {
  const { folder, databaseUrl, signal } = options
  const program = folder ? path.join(folder, name) : name
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...connectionOf(databaseUrl) },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    said = (said + text).slice(-4000)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', error => {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      reject(missing ? new Error(`${program} is not there: install the programs of Postgres, or set PG_BIN`) : error)
    })
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${said.trim()}`)
}

/** What libpq reads from the environment. */
function connectionOf(databaseUrl: string): Record<string, string> {
  const url = new URL(databaseUrl)
  const given: Record<string, string | null> = {
    PGHOST: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGSSLMODE: url.searchParams.get('sslmode'),
    PGSSLROOTCERT: url.searchParams.get('sslrootcert'),
  }
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
