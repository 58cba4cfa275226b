import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type BusUser, busAccounts, busAccountsConfig } from '@astria-bot/bus'
import { appRoles, type RoleName } from '@astria-bot/store'
import pg from 'pg'

/** Accounts on the bus and roles in the database, one per app. */
export interface Accounts {
  /** For nats-server's configuration file. */
  readonly natsConfig: string
  /** Makes roles, streams and consumers, by the command that a deployment uses. */
  prepare(databaseUrl: string, natsUrl: string): Promise<void>
  natsUrlOf(user: BusUser, natsUrl: string): string
  databaseUrlOf(role: RoleName, databaseUrl: string): string
  /** What an app is given. */
  envOf(app: BusUser, databaseUrl: string, natsUrl: string): Record<string, string>
  remove(databaseUrl: string): Promise<void>
}

const maintenance = fileURLToPath(new URL('../../../apps/maintenance/dist/main.js', import.meta.url))
const partitions = 32
const roles = Object.keys(appRoles) as RoleName[]

/** Thinks up the passwords; nothing is made yet. */
export function makeAccounts(): Accounts {
  const word = () => randomBytes(12).toString('hex')
  const prefix = `t${word()}_`
  const accounts = busAccounts(partitions)
  const natsPasswords = new Map(accounts.map(({ user }) => [user as string, word()]))
  const rolePasswords = new Map<RoleName, string>(roles.map(role => [role, word()]))
  const natsUrlOf = (user: BusUser, natsUrl: string) => withUser(natsUrl, user, natsPasswords.get(user) ?? '')
  const databaseUrlOf = (role: RoleName, databaseUrl: string) =>
    withUser(databaseUrl, `${prefix}${role}`, rolePasswords.get(role) ?? '')
  return {
    natsConfig: busAccountsConfig(accounts, natsPasswords),
    natsUrlOf,
    databaseUrlOf,
    async prepare(databaseUrl, natsUrl) {
      await promisify(execFile)(process.execPath, [maintenance, 'migrate', 'roles', 'streams'], {
        env: {
          PATH: process.env.PATH,
          DATABASE_URL: databaseUrl,
          NATS_URL: natsUrlOf('streams', natsUrl),
          PARTITIONS: String(partitions),
          ROLE_PREFIX: prefix,
          ROLE_PASSWORDS: [...rolePasswords].map(([name, password]) => `${name}:${password}`).join(','),
        },
      })
    },
    envOf: (app, databaseUrl, natsUrl) => ({
      NATS_URL: natsUrlOf(app, natsUrl),
      BUS_MANAGE: 'false',
      // The gateway has no database.
      DATABASE_URL: rolePasswords.has(app as RoleName) ? databaseUrlOf(app as RoleName, databaseUrl) : '',
    }),
    async remove(databaseUrl) {
      const client = new pg.Client(databaseUrl)
      await client.connect()
      for (const role of roles) {
        await client.query(`drop owned by "${prefix}${role}"`)
        await client.query(`drop role "${prefix}${role}"`)
      }
      await client.end()
    },
  }
}

function withUser(address: string, user: string, password: string): string {
  const url = new URL(address)
  url.username = user
  url.password = password
  return url.href
}
