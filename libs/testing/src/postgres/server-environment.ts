/** The environment of a server: none of the PG… variables of the person who starts it, and no language of theirs. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(others), LANG: 'C', TZ: 'UTC' }
}
