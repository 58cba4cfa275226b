import { Language } from '@astria-bot/contracts'
import { z } from 'zod'
import { fold } from '../text/fold.ts'
import { compileRegex, RegexError } from '../text/regex.ts'

/**
 * A word to wait for. Case, accents, vowel points (niqqud) and punctuation do not matter. `contains` and `starts_with`
 * mean whole words, unless `wholeWords` is false: "art" is then found in "start", and שלום in בשלום.
 */
export const Keyword = z
  .strictObject({
    text: z.string().min(1).max(200),
    match: z.enum(['exact', 'contains', 'starts_with', 'regex']),
    /** Only for contacts with this language. */
    language: Language.optional(),
    wholeWords: z.boolean().optional(),
  })
  .superRefine(({ text, match }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['text'], message })
    if (match !== 'regex') {
      if (fold(text) === '') refuse('Nothing is left of it without punctuation and emoji.')
      return
    }
    try {
      compileRegex(text)
    } catch (error) {
      if (!(error instanceof RegexError)) throw error
      refuse(error.message)
    }
  })
export type Keyword = z.infer<typeof Keyword>
