import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const tools = fileURLToPath(new URL('../../../../.tools', import.meta.url))
const oldest = [2, 12] as const

/**
 * Finds a nats-server ≥ 2.12 (atomic batches): `NATS_SERVER_BIN`, the PATH, then `.tools/nats-server-…` of the
 * repository. Throws a sentence that says what to do.
 */
export function findNatsServer(): string {
  const wanted = process.env.NATS_SERVER_BIN
  if (wanted) {
    if (isRecent(wanted)) return wanted
    throw new Error(`NATS_SERVER_BIN=${wanted} is no nats-server ≥ ${oldest.join('.')}.`)
  }
  const fetched = fs.existsSync(tools)
    ? fs
        .readdirSync(tools)
        .filter(name => name.startsWith('nats-server-'))
        .sort()
    : []
  const candidates = [
    ...(process.env.PATH ?? '').split(path.delimiter).map(folder => path.join(folder, 'nats-server')),
    ...fetched.reverse().map(name => path.join(tools, name, 'nats-server')),
  ]
  const found = candidates.find(isRecent)
  if (!found) throw new Error(`No nats-server ≥ ${oldest.join('.')} was found. Run make tools, or set NATS_SERVER_BIN.`)
  return found
}

function isRecent(file: string): boolean {
  if (!fs.existsSync(file)) return false
  try {
    const [, major, minor] = /v(\d+)\.(\d+)/.exec(execFileSync(file, ['--version'], { encoding: 'utf8' })) ?? []
    return Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1])
  } catch {
    return false
  }
}
