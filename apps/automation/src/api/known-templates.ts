import { isSendableTemplate } from '@astria-bot/contracts'
import type { Queryable } from '@astria-bot/store'
import type { KnownTemplate } from '../core/index.ts'
import { loadTemplates } from '../sql/templates.ts'

/** The templates there are; undefined before the first list of an account, when nobody can say what is missing. */
export async function knownTemplates(db: Queryable): Promise<KnownTemplate[] | undefined> {
  const told = await loadTemplates(db)
  if (told.length === 0) return undefined
  const known = told
    .filter(({ status }) => status !== 'DELETED')
    .map(({ name, language, status, needs }) => ({
      name,
      language,
      approved: isSendableTemplate(status),
      ...(needs ? { needs } : {}),
    }))
  // Where accounts have templates of one name, the one that can be sent counts.
  return known.sort((a, b) => Number(b.approved) - Number(a.approved))
}
