// Reads and completes `.env`. What stands there is never changed.
import fs from 'node:fs'
import { ownSecrets, setupValues, toFillIn, vendorSecrets } from './values.mjs'

/** The values of a file in the form NAME=value; comments and empty values are none. */
export function readEnvFile(file) {
  if (!fs.existsSync(file)) return {}
  const lines = fs.readFileSync(file, 'utf8').matchAll(/^(?:export )?([A-Z][A-Z0-9_]*)=(.*)$/gm)
  const unquoted = value => value.trim().replace(/^(['"])(.*)\1$/, '$2')
  return Object.fromEntries([...lines].map(([, name, value]) => [name, unquoted(value)]).filter(([, value]) => value))
}

const section = (title, lines) => (lines.length === 0 ? '' : `\n# ── ${title} ──\n${lines.join('\n')}\n`)

/**
 * Writes what is missing at the end of the file, which it makes readable for its owner alone. Answers the names that
 * it has added.
 */
export function completeEnvFile(file) {
  const exists = fs.existsSync(file)
  const text = exists ? fs.readFileSync(file, 'utf8') : ''
  const known = readEnvFile(file)
  const values = setupValues()
  const missing = ({ name }) => known[name] === undefined
  const own = ownSecrets.filter(missing)
  const given = vendorSecrets.filter(missing)
  const open = toFillIn.filter(({ name }) => !new RegExp(`^#? ?${name}=`, 'm').test(text))
  const head =
    '# Secrets and addresses of this installation. Never commit it. Every setting: docs/reference/settings.md\n'
  const added = [
    section(
      'Secrets of your own, made by make setup',
      own.map(({ name, what }) => `# ${what}\n${name}=${values[name]}`),
    ),
    section(
      'Secrets that somebody gives: until then for the sandbox only',
      given.map(({ name, what, where }) => `# ${what}: ${where}\n${name}=${values[name]}`),
    ),
    section(
      'To be filled in for a real number',
      open.map(({ name, where }) => `# ${where}\n# ${name}=`),
    ),
  ].join('')
  if (added !== '') fs.writeFileSync(file, `${exists ? text.replace(/\n*$/, '\n') : head}${added}`, { mode: 0o600 })
  fs.chmodSync(file, 0o600)
  return [...own, ...given].map(({ name }) => name)
}
