import { RE2JS, RE2JSException } from 're2js'
import { withoutMarks } from './fold.ts'
import { requiredLiteral } from './required-literal.ts'

/** Why a regular expression is refused: a sentence. */
export class RegexError extends Error {
  override readonly name = 'RegexError'
}

/** How large a compiled expression may be: `(a{50}){20}` is 1,000 times an `a`. */
const MAX_PROGRAM = 2000

/** A regular expression that runs in time linear in the text, whatever it says. */
export interface Regex {
  /** Whether it is found in a text folded by `foldLightly`. */
  test(folded: string): boolean
  /** Letters that stand in every text that it is found in, as `fold` leaves them; undefined if none are known. */
  readonly literal: string | undefined
  /** How many instructions it has. */
  readonly size: number
}

/**
 * Compiles a regular expression in RE2's syntax, folded like the texts that it is matched with: no case, no accents, no
 * vowel points. Throws a RegexError for what is no expression, for what RE2 leaves out (back-references, look-ahead) and
 * for what is too large.
 */
export function compileRegex(source: string): Regex {
  const pattern = foldPattern(source)
  const regex = compile(pattern)
  const size = regex.programSize()
  if (size > MAX_PROGRAM) {
    throw new RegexError('The regular expression is too large: use fewer or smaller repetitions.')
  }
  if (regex.testExact(''))
    throw new RegexError('The regular expression also matches nothing at all, so every message would fit.')
  return { test: folded => regex.test(folded), literal: requiredLiteral(pattern), size }
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    throw new RegexError(`The regular expression cannot be read (${error.message}).`, { cause: error })
  }
}

/** Letters are folded; escapes (`\S` is not `\s`), classes (`\p{Lu}`) and flags (`(?U)`) stay as they are. */
function foldPattern(source: string): string {
  const special = /\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\.|\(\?P?<[^>]*>|\(\?[a-zA-Z-]*/gsu
  let folded = ''
  let from = 0
  for (const match of source.matchAll(special)) {
    folded += withoutMarks(source.slice(from, match.index)) + match[0]
    from = match.index + match[0].length
  }
  return folded + withoutMarks(source.slice(from))
}
