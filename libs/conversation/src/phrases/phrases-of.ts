import type { Common } from '../conversation.ts'
import type { Language } from '../words.ts'
import { en } from './en.ts'
import { he } from './he.ts'
import type { Phrases } from './phrases.ts'

const byLanguage: Readonly<Record<Language, Phrases>> = { en, he }

/** The phrases in the customer's language. */
export function phrasesOf(c: Pick<Common, 'language'>): Phrases {
  return byLanguage[c.language]
}
