import { settingsList } from '@astria-bot/service'

/** The apps whose settings an operator sets; the sandbox and the standalone are for trying things out. */
export const apps = ['gateway', 'message', 'image', 'payment', 'automation', 'maintenance', 'sandbox', 'standalone']

/** Every setting of every app: by name, with the apps that read it. */
export async function collectSettings() {
  const byName = new Map()
  for (const app of apps) {
    const door = await import(`@astria-bot/${app}`)
    const schema = door[`${app}Settings`]
    const aliases = door[`${app}Aliases`] ?? {}
    if (!schema) throw new Error(`@astria-bot/${app} does not export ${app}Settings`)
    for (const setting of settingsList(schema, aliases)) {
      const known = byName.get(setting.name)
      if (known) known.apps.push({ app, ...setting })
      else byName.set(setting.name, { ...setting, apps: [{ app, ...setting }] })
    }
  }
  return [...byName.values()]
}

const isForTryingOut = setting => setting.apps.every(({ app }) => ['sandbox', 'standalone'].includes(app))
const isRequired = setting => setting.apps.some(({ required }) => required)

const wrap = (text, width) =>
  text.split(' ').reduce((lines, word) => {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
    return lines
  }, [])

const lineOf = setting => {
  const readers = setting.apps.map(({ app }) => app).join(', ')
  const also = setting.aliases.length > 0 ? ` Also read as ${setting.aliases.join(', ')}.` : ''
  const comment = wrap(`${setting.description}${also} [${readers}]`, 110).map(line => `# ${line}`)
  const assignment = `${setting.name}=${setting.default ?? ''}`
  return [...comment, isRequired(setting) ? assignment : `# ${assignment}`, ''].join('\n')
}

const section = (title, settings) =>
  `# ── ${title} ${'─'.repeat(Math.max(3, 112 - title.length))}\n\n${settings.map(lineOf).join('\n')}`

/** `.env.example`: what has to be set first, then what can be set, then what is for trying out. */
export function envExample(settings) {
  const own = settings.filter(setting => !isForTryingOut(setting))
  return `# Every setting there is. Copy this file to .env and fill in the first part; the rest has defaults.
# Each app reads what it needs: node --env-file=.env apps/gateway/dist/main.js
# Nothing here is needed for \`make start\`, which makes its own secrets.
# In brackets: the apps that read it. A wrong value stops an app at its start (exit code 78) with all mistakes at once.

${section('Has to be set', own.filter(isRequired))}
${section(
  'Can be set',
  own.filter(setting => !isRequired(setting)),
)}
${section('The sandbox and the standalone', settings.filter(isForTryingOut))}`
}

const cell = text => String(text).replaceAll('|', '\\|')

/** docs/reference/settings.md */
export function settingsPage(settings) {
  const rows = settings
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(setting => {
      const value = setting.secret
        ? 'secret'
        : isRequired(setting)
          ? 'required'
          : setting.default === undefined
            ? ''
            : `\`${setting.default}\``
      const also = setting.aliases.map(alias => `\`${alias}\``).join(', ')
      const readers = setting.apps.map(({ app }) => app).join(', ')
      return `| \`${setting.name}\` | ${cell(value)} | ${cell(setting.description)}${also ? ` Also read as ${also}.` : ''} | ${readers} |`
    })
  return `# Settings

Environment variables, read once when an app starts. All mistakes are reported at once, and the app exits with 78.
Written by \`make golden\` from the apps' own schemas.

| name | default | what | read by |
|---|---|---|---|
${rows.join('\n')}
`
}
