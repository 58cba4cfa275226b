import type { Schema } from '../database.ts'

/** What a role may do with the tables of a schema. */
export interface SchemaGrant {
  readonly schema: Schema | 'ops' | 'drizzle'
  readonly may: readonly ('select' | 'insert' | 'update' | 'delete')[]
  /** Tables of it that it may only read and add to. */
  readonly addOnly?: readonly string[]
  /** The only tables of it that it may read, and nothing else. */
  readonly readOnly?: readonly string[]
}

/** Who has a role in the database: each app that uses it, and the maintenance. */
export type RoleName = 'message' | 'image' | 'payment' | 'automation' | 'maintenance'

const work = ['select', 'insert', 'update', 'delete'] as const
const ledger = ['ledger_transactions', 'ledger_entries']
/** Every app with an API looks up who holds a key. */
const keys: SchemaGrant = { schema: 'ops', may: [], readOnly: ['api_keys'] }
/** And sees whether the schema is that of its version, before it begins. */
const migrations: SchemaGrant = { schema: 'drizzle', may: [], readOnly: ['__drizzle_migrations'] }

/** The least that each role needs: an app its own schema and no other, the maintenance every one, to keep and to save it. */
export const appRoles: Readonly<Record<RoleName, readonly SchemaGrant[]>> = {
  // Shows when maintenance succeeded last.
  message: [{ schema: 'messaging', may: work }, { ...keys, readOnly: ['api_keys', 'job_runs'] }, migrations],
  image: [{ schema: 'imaging', may: work }, keys, migrations],
  payment: [{ schema: 'payments', may: work, addOnly: ledger }, keys, migrations],
  automation: [{ schema: 'automation', may: work }, keys, migrations],
  maintenance: [
    { schema: 'messaging', may: work },
    { schema: 'imaging', may: work },
    { schema: 'payments', may: work, addOnly: ledger },
    { schema: 'automation', may: work },
    { schema: 'ops', may: work },
    { schema: 'drizzle', may: ['select'] },
  ],
}

/** The name of a role in the database. */
export const roleIn = (prefix: string, name: RoleName): string => `${prefix}${name}`
