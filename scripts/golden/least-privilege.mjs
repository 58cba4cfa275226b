import { busAccounts, busAccountsConfig } from '@astria-bot/bus'
import { roleStatements } from '@astria-bot/store'

/** What `nats-config` prints, for a single partition: with 32 the same lines stand there 32 times. */
export function natsAccounts() {
  const head = '# Every account on NATS and what it may do, with PARTITIONS=1. Written by `make golden`.\n\n'
  return `${head}${busAccountsConfig(busAccounts(1), new Map())}`
}

/** What `roles` runs. */
export function rolesSql() {
  const head = '-- Every role in the database and what it may do. Written by `make golden`.\n\n'
  return `${head}${roleStatements('astria_', new Map())
    .map(statement => `${statement};\n`)
    .join('')}`
}
