import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Secrets of a system that runs on one machine for trying it out: made once, kept beside its data. */
export type Secrets = Readonly<Record<(typeof names)[number], string>>

const names = [
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_API_KEY',
  'WHATSAPP_VERIFY_TOKEN',
  'TWILIO_AUTH_TOKEN',
  'ASTRIA_API_KEY',
  'CALLBACK_SECRET',
  'PAYMENT_WEBHOOK_SECRET',
  'UPDATE_TOKEN',
  'SECRET_KEY',
  'API_KEY',
] as const

/** Makes new secrets. */
export const makeSecrets = (): Secrets =>
  Object.fromEntries(names.map(name => [name, randomBytes(24).toString('hex')])) as Secrets

/** Reads the secrets from a file, or makes them. New names are added to an older file. */
export function loadSecrets(file: string): Secrets {
  const kept: Partial<Secrets> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const secrets = { ...makeSecrets(), ...kept }
  if (names.some(name => kept[name] === undefined)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  }
  return secrets
}
