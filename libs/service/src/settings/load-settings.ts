import type { z } from 'zod'
import { type Aliases, type SettingDescription, settingsList } from './settings-list.ts'

/** What is in `process.env`, or stands in for it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Every mistake of the settings at once; `main` prints them and exits with 78 (EX_CONFIG of sysexits.h). */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly mistakes: readonly string[]

  constructor(mistakes: readonly string[]) {
    super(`The settings are not right:\n${mistakes.map(mistake => `  - ${mistake}`).join('\n')}`)
    this.mistakes = mistakes
  }
}

/** An empty value is the same as none: `docker compose` and `.env` files hand over unset variables as empty text. */
const givenValue = (env: Environment, names: readonly string[]) =>
  names.map(name => env[name]?.trim()).find(value => value !== undefined && value !== '')

function mistakeOf(issue: z.core.$ZodIssue, setting: SettingDescription, value: string | undefined): string {
  const names = [setting.name, ...setting.aliases].join(' or ')
  if (value === undefined) return `${names} is missing. ${setting.description}`.trim()
  // zod's own words never repeat a value of this schema kind, but an enum's or a custom message might name a part of it.
  const shown = setting.secret ? '' : ` (it is ${JSON.stringify(value)})`
  const wrong = setting.secret && issue.code !== 'too_small' ? 'has not the right form' : issue.message
  return `${names}${shown}: ${wrong}. ${setting.description}`.trim()
}

/**
 * Reads an app's settings from the environment. Throws a SettingsError that lists every mistake with the variable's
 * name and what it is for, and never a secret's value. Settings marked `developmentOnly` are refused in production.
 */
export function loadSettings<Schema extends z.ZodObject>(
  schema: Schema,
  env: Environment,
  options: { aliases?: Aliases } = {},
): z.infer<Schema> {
  const list = settingsList(schema, options.aliases)
  const values = new Map(list.map(setting => [setting.name, givenValue(env, [setting.name, ...setting.aliases])]))
  const given = Object.fromEntries([...values].filter(([, value]) => value !== undefined))
  const parsed = schema.safeParse(given)
  const byName = new Map(list.map(setting => [setting.name, setting]))
  const mistakes = (parsed.error?.issues ?? []).map(issue => {
    const setting = byName.get(String(issue.path[0]))
    return setting ? mistakeOf(issue, setting, values.get(setting.name)) : issue.message
  })
  const production = 'ENVIRONMENT' in schema.shape && (given.ENVIRONMENT ?? 'production') === 'production'
  for (const { name, developmentOnly } of list) {
    const open = values.get(name) !== undefined && !['false', '0'].includes(values.get(name) ?? '')
    if (production && developmentOnly && open) mistakes.push(`${name} is refused in production: remove it.`)
  }
  if (mistakes.length > 0 || !parsed.success) throw new SettingsError([...new Set(mistakes)])
  return parsed.data
}
