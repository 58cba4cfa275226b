import { type Environment, hashApiKey, loadSettings, newApiKey, Role, SettingsError } from '@astria-bot/service'
import { connect, createApiKey, type Database, listApiKeys, revokeApiKey } from '@astria-bot/store'
import { maintenanceSettings } from '../settings.ts'

const usage = `api-key create <name> <viewer|agent|admin>   prints a new key, once
api-key revoke <name>                        ends it at once
api-key list`
const exitUsage = 64
const exitConfiguration = 78

/** `api-key …`: makes, ends and lists keys of the API. Answers the code to exit with. */
export async function apiKeyCommand(words: readonly string[], env: Environment): Promise<number> {
  const run = commandOf(words)
  if (!run) {
    console.error(usage)
    return exitUsage
  }
  try {
    const { DATABASE_URL } = loadSettings(maintenanceSettings, env)
    if (!DATABASE_URL) throw new SettingsError(['DATABASE_URL is missing'])
    const db = connect({ url: DATABASE_URL, name: 'maintenance', max: 1 })
    try {
      return await run(db)
    } finally {
      await db.close()
    }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    console.error(`maintenance: ${error.message}`)
    return exitConfiguration
  }
}

type Run = (db: Database) => Promise<number>

function commandOf([verb, name = '', role, ...rest]: readonly string[]): Run | null {
  if (rest.length > 0) return null
  if (verb === 'list' && name === '') return list
  if (!/^[\w.-]{1,64}$/.test(name)) return null
  if (verb === 'revoke' && role === undefined) return db => revoke(db, name)
  const known = Role.safeParse(role)
  return verb === 'create' && known.success ? db => create(db, name, known.data) : null
}

async function create(db: Database, name: string, role: Role): Promise<number> {
  const key = newApiKey()
  if (!(await createApiKey(db, { name, role, hash: hashApiKey(key) }))) {
    console.error(`${name} has a key already. Revoke it first.`)
    return 1
  }
  // The key alone on stdout, so that a script can take it.
  console.error(`The key of ${name} (${role}). It is shown this once:`)
  process.stdout.write(`${key}\n`)
  return 0
}

async function revoke(db: Database, name: string): Promise<number> {
  const had = await revokeApiKey(db, name)
  console.error(had ? `The key of ${name} is revoked.` : `${name} has no key.`)
  return had ? 0 : 1
}

async function list(db: Database): Promise<number> {
  for (const { name, role, createdAt, revokedAt } of await listApiKeys(db)) {
    const until = revokedAt ? `, revoked ${revokedAt.toISOString()}` : ''
    process.stdout.write(`${name} ${role} since ${createdAt.toISOString()}${until}\n`)
  }
  return 0
}
