import pg from 'pg'
import { appRoles, type RoleName, roleIn, type SchemaGrant } from './app-roles.ts'

const { escapeIdentifier: id, escapeLiteral: literal } = pg

/**
 * The SQL that makes the roles and gives each its least privileges, now and for tables that come later; what a role had
 * before in these schemas is taken away first. To be run by the owner of the tables. A role without a password given
 * here keeps the one that it has.
 */
export function roleStatements(prefix: string, passwords: ReadonlyMap<string, string>): string[] {
  const names = Object.keys(appRoles) as RoleName[]
  return [
    ...names.flatMap(name => statementsOf(roleIn(prefix, name), appRoles[name], passwords.get(name))),
    ...careStatements(roleIn(prefix, 'maintenance')),
  ]
}

/** PostgreSQL 17 lets the owner give away the right to vacuum and analyze a table. */
const maintainSince = 170_000

/** What looking after the database takes: to vacuum every table, and to see how long others' transactions are open. */
function careStatements(role: string): string[] {
  const grants = appRoles.maintenance.map(
    ({ schema }) => `execute 'grant maintain on all tables in schema ${id(schema)} to ${id(role)}';`,
  )
  return [
    `do $$ begin if current_setting('server_version_num')::int >= ${maintainSince} then ${grants.join(' ')} end if; end $$`,
    // Not every server lets the owner of the tables give it away.
    `do $$ begin grant pg_read_all_stats to ${id(role)}; exception when insufficient_privilege then null; end $$`,
  ]
}

function statementsOf(role: string, grants: readonly SchemaGrant[], password: string | undefined): string[] {
  return [
    `do $$ begin create role ${id(role)} login; exception when duplicate_object then null; end $$`,
    ...(password === undefined ? [] : [`alter role ${id(role)} password ${literal(password)}`]),
    `do $$ begin execute format('grant connect on database %I to ${id(role)}', current_database()); end $$`,
    ...allSchemas.flatMap(schema => takeAway(role, schema)),
    ...grants.flatMap(grant => give(role, grant)),
  ]
}

const allSchemas = [...new Set(Object.values(appRoles).flatMap(grants => grants.map(({ schema }) => schema)))]

function takeAway(role: string, schema: string): string[] {
  return [
    `revoke all on all tables in schema ${id(schema)} from ${id(role)}`,
    `revoke all on all sequences in schema ${id(schema)} from ${id(role)}`,
    `revoke all on schema ${id(schema)} from ${id(role)}`,
    `alter default privileges in schema ${id(schema)} revoke all on tables from ${id(role)}`,
    `alter default privileges in schema ${id(schema)} revoke all on sequences from ${id(role)}`,
  ]
}

function give(role: string, { schema, may, addOnly = [], readOnly }: SchemaGrant): string[] {
  const usage = `grant usage on schema ${id(schema)} to ${id(role)}`
  if (readOnly) {
    return [usage, ...readOnly.map(table => `grant select on ${id(schema)}.${id(table)} to ${id(role)}`)]
  }
  const rights = may.join(', ')
  const sequences = may.includes('insert') ? 'usage, select' : 'select'
  return [
    usage,
    `grant ${rights} on all tables in schema ${id(schema)} to ${id(role)}`,
    `grant ${sequences} on all sequences in schema ${id(schema)} to ${id(role)}`,
    `alter default privileges in schema ${id(schema)} grant ${rights} on tables to ${id(role)}`,
    `alter default privileges in schema ${id(schema)} grant ${sequences} on sequences to ${id(role)}`,
    ...addOnly.map(table => `revoke update, delete on ${id(schema)}.${id(table)} from ${id(role)}`),
  ]
}
