import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ownerFile = 'astria-bot-owner'

/** Writes down which process uses the data folder. */
export function claimFolder(dataDir: string): void {
  fs.writeFileSync(path.join(dataDir, ownerFile), String(process.pid))
}

/**
 * A killed process may leave its server running: it is stopped, so that the next one starts from a clean state. A stale
 * lock file is removed. Throws if another living process uses the folder.
 */
export async function stopLeftoverServer(dataDir: string): Promise<void> {
  const lockFile = path.join(dataDir, 'postmaster.pid')
  if (!fs.existsSync(lockFile)) return
  const pid = Number.parseInt(fs.readFileSync(lockFile, 'utf8'), 10)
  if (!isPostgresOf(pid, dataDir)) {
    fs.rmSync(lockFile, { force: true })
    return
  }
  const owner = readOwner(dataDir)
  if (owner && owner !== process.pid && isAlive(owner)) {
    throw new Error(`The data in ${dataDir} is in use by process ${owner}. Stop that one first.`)
  }
  for (const [signal, tries] of [
    ['SIGINT', 100],
    ['SIGQUIT', 50],
  ] as const) {
    send(pid, signal)
    for (let n = 0; n < tries && isAlive(pid); n += 1) await sleep(100)
    if (!isAlive(pid)) return
  }
  throw new Error(`A Postgres of an earlier run (process ${pid}) uses ${dataDir} and does not stop.`)
}

function readOwner(dataDir: string): number | undefined {
  try {
    return Number.parseInt(fs.readFileSync(path.join(dataDir, ownerFile), 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
}

function isPostgresOf(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false
  try {
    const command = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
    return command.includes('postgres') && command.includes(dataDir)
  } catch {
    // Without `ps` the number alone must do: Postgres itself refuses to start beside a living one.
    return true
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** In a container without an init process nobody collects what has ended. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}
