import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { serverEnvironment } from './server-environment.ts'
import type { ServerUser } from './server-user.ts'

const passwordFile = 'astria-bot-password'

/** What the data folder is made with. */
export interface Initialization {
  binaries: PostgresBinaries
  user: ServerUser
  dataDir: string
  withPassword: boolean
}

/** Makes the data folder unless it is there, and returns the password of the user `postgres` (empty: none is asked for). */
export function initialize({ binaries, user, dataDir, withPassword }: Initialization): string {
  const file = path.join(dataDir, passwordFile)
  if (fs.existsSync(path.join(dataDir, 'PG_VERSION'))) {
    refuseOtherVersion(dataDir, binaries)
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : ''
  }
  // What an initdb that was killed left behind would make every later one fail.
  for (const name of fs.readdirSync(dataDir)) fs.rmSync(path.join(dataDir, name), { recursive: true, force: true })
  const password = withPassword ? randomBytes(18).toString('hex') : ''
  const half = path.join(dataDir, 'new')
  if (withPassword) fs.writeFileSync(file, password, { mode: 0o600 })
  if (user && withPassword) fs.chownSync(file, user.uid, user.gid)
  const access = withPassword ? ['-A', 'scram-sha-256', `--pwfile=${file}`] : ['-A', 'trust']
  const done = spawnSync(
    path.join(binaries.folder, 'initdb'),
    ['-D', half, '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--no-instructions', '--no-sync', ...access],
    { ...user, cwd: '/', env: serverEnvironment(), encoding: 'utf8' },
  )
  if (done.status !== 0) throw new Error(`initdb failed: ${done.error?.message ?? done.stderr}`)
  for (const name of fs.readdirSync(half).filter(name => name !== 'PG_VERSION')) {
    fs.renameSync(path.join(half, name), path.join(dataDir, name))
  }
  // Last: its presence says that everything else is there.
  fs.renameSync(path.join(half, 'PG_VERSION'), path.join(dataDir, 'PG_VERSION'))
  fs.rmdirSync(half)
  return password
}

function refuseOtherVersion(dataDir: string, binaries: PostgresBinaries): void {
  const made = fs.readFileSync(path.join(dataDir, 'PG_VERSION'), 'utf8').trim()
  if (made !== String(Number.parseInt(binaries.version, 10))) {
    throw new Error(`The data in ${dataDir} were made by Postgres ${made}, and ${binaries.version} cannot read them.`)
  }
}
