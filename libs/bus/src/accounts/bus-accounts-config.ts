import type { BusAccount } from './bus-accounts.ts'

/**
 * The block `authorization` of nats-server's configuration file. A user without a password given here takes it from the
 * server's environment: `$NATS_PASSWORD_MESSAGE`.
 */
export function busAccountsConfig(accounts: readonly BusAccount[], passwords: ReadonlyMap<string, string>): string {
  return `authorization {\n  users = [\n${accounts.map(one => userOf(one, passwords)).join('\n')}\n  ]\n}\n`
}

function userOf({ user, publish, subscribe }: BusAccount, passwords: ReadonlyMap<string, string>): string {
  const password = passwords.get(user)
  const secret = password === undefined ? `$NATS_PASSWORD_${user.toUpperCase()}` : JSON.stringify(password)
  return `    {
      user: ${user}, password: ${secret}
      permissions: {
        publish: { allow: [
${publish.map(subject => `          ${JSON.stringify(subject)}`).join('\n')}
        ] }
        subscribe: { allow: [${subscribe.map(subject => JSON.stringify(subject)).join(', ')}] }
      }
    }`
}
