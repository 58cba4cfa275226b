import pg from 'pg'
import { appRoles } from './app-roles.ts'
import { roleStatements } from './role-statements.ts'

/** Whose roles. */
export interface RoleOptions {
  /** Of the owner of the tables, who may make roles. */
  url: string
  /** In front of every role's name. */
  prefix: string
  /** By the role's name without the prefix. One without keeps the password that it has. */
  passwords: ReadonlyMap<string, string>
}

/**
 * Makes the roles of the apps, or brings their privileges to what this version needs, in one transaction. Two at once
 * wait for each other; twice is the same as once. Returns the roles' names.
 */
export async function applyRoles({ url, prefix, passwords }: RoleOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'roles' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`select pg_advisory_xact_lock(hashtextextended('astria-bot:roles', 0))`)
    for (const statement of roleStatements(prefix, passwords)) await client.query(statement)
    await client.query('commit')
    return Object.keys(appRoles).map(name => `${prefix}${name}`)
  } finally {
    await client.end()
  }
}
