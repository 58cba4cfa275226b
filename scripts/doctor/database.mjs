import { migrationState } from '@astria-bot/store'
import { bad, note, ok, shown } from './finding.mjs'

/** Whether the database answers, and whether it has the schema of this version. */
export async function checkDatabase(env) {
  const url = env.DATABASE_URL
  if (!url) return [note('DATABASE_URL is not set', 'make start and make dev bring a Postgres of their own')]
  try {
    const { pending, newer, known, foreign } = await migrationState(url)
    const reached = ok(`${shown(url)} answers`)
    if (foreign) return [reached, bad('its schema was made by another version', 'run the version that made it')]
    if (pending > 0) return [reached, bad(`${pending} of ${known} migrations are to be applied`, 'make migrate')]
    const later = newer > 0 ? `, and ${newer} of a later version, which only add` : ''
    return [reached, ok(`all ${known} migrations are applied${later}`)]
  } catch (error) {
    return [
      bad(`${shown(url)} does not answer: ${error.message || error.code}`, 'start Postgres, or correct DATABASE_URL'),
    ]
  }
}
