import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.ts'

/** Who the server runs as: nobody special, or, where we are root, a user without rights (Postgres refuses root). */
export type ServerUser = { uid: number; gid: number } | undefined

/** The user to run as: `postgres` if there is one, else `nobody`. Undefined where we are not root. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return undefined
  const number = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: number('-u'), gid: number('-g') }
  } catch {
    return { uid: 65534, gid: 65534 }
  }
}

/** Binaries that the user can run: a copy below the temporary folder where the originals lie behind a closed folder. */
export function reachableBinaries(binaries: PostgresBinaries, user: ServerUser): PostgresBinaries {
  if (!user || can(user, '-x', path.join(binaries.folder, 'postgres'))) return binaries
  const source = path.dirname(binaries.folder)
  const copy = path.join(os.tmpdir(), `astria-bot-postgres-${binaries.version}-${short(source)}`)
  if (!belongsTo([0], copy)) {
    const half = fs.mkdtempSync(`${copy}-`)
    fs.cpSync(source, half, { recursive: true, verbatimSymlinks: true })
    fs.chmodSync(half, 0o755)
    try {
      fs.renameSync(half, copy)
    } catch {
      // Another process was faster.
      fs.rmSync(half, { recursive: true, force: true })
    }
  }
  return { ...binaries, folder: path.join(copy, 'bin') }
}

/** A data folder that the user can write: the wanted one, or, behind a closed folder, one in /var/tmp named after it. */
export function reachableFolder(wanted: string, user: ServerUser): string {
  if (!fs.existsSync(wanted)) {
    fs.mkdirSync(path.dirname(wanted), { recursive: true })
    fs.mkdirSync(wanted, { mode: 0o700 })
  }
  if (!user) return wanted
  fs.chownSync(wanted, user.uid, user.gid)
  if (can(user, '-w', wanted)) return wanted
  const other = path.join('/var/tmp', `astria-bot-${short(wanted)}`)
  belongsTo([0, user.uid], other)
  fs.mkdirSync(other, { recursive: true, mode: 0o700 })
  fs.chownSync(other, user.uid, user.gid)
  return other
}

/** Whether it is there. Its name can be guessed and its parent is open to all: made by somebody else, it is not used. */
function belongsTo(owners: readonly number[], folder: string): boolean {
  if (!fs.existsSync(folder)) return false
  if (!owners.includes(fs.lstatSync(folder).uid)) throw new Error(`${folder} was made by another user: remove it.`)
  return true
}

function can(user: NonNullable<ServerUser>, flag: '-x' | '-w', file: string): boolean {
  return spawnSync('test', [flag, file], { ...user, cwd: '/' }).status === 0
}

const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)
