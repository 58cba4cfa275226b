import { loadSettings, SettingsError } from '@astria-bot/service'
import { apps } from '../golden/settings.mjs'
import { SANDBOX_MARK, vendorSecrets } from '../setup/values.mjs'
import { bad, note, ok } from './finding.mjs'

const mistakesOf = async (app, env) => {
  const door = await import(`@astria-bot/${app}`)
  try {
    loadSettings(door[`${app}Settings`], env, { aliases: door[`${app}Aliases`] ?? {} })
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes
    throw error
  }
}

/** Every app's settings from the environment and `.env`: what is wrong, and what is only missing. */
export async function checkSettings(env) {
  const findings = []
  for (const app of apps) {
    const mistakes = await mistakesOf(app, env)
    const missing = mistakes.filter(text => / is missing\./.test(text)).map(text => text.split(' is missing')[0])
    const wrong = mistakes.filter(text => !/ is missing\./.test(text))
    findings.push(...wrong.map(text => bad(`${app}: ${text}`, 'correct it in .env or in the environment')))
    if (missing.length > 0)
      findings.push(note(`${app} would not start by itself: no ${missing.join(', ')}`, 'make setup'))
    else if (wrong.length === 0) findings.push(ok(`${app} has all that it needs`))
  }
  const production = (env.ENVIRONMENT ?? 'development') === 'production'
  const played = vendorSecrets.filter(({ name }) => env[name]?.startsWith(SANDBOX_MARK))
  const judge = production ? bad : note
  return [...findings, ...played.map(({ name, where }) => judge(`${name} is good for the sandbox only`, where))]
}
