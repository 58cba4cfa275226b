import type { Keyword } from '../definition/keyword.ts'
import { fold, foldLightly } from '../text/fold.ts'
import { compileRegex, type Regex } from '../text/regex.ts'
import { buildWordAutomaton } from './word-automaton.ts'

/** A list of keywords that fitted: its place among those compiled, and the first of its keywords that did. */
export interface KeywordHit {
  readonly list: number
  readonly keyword: Keyword
}

/** Finds which lists of keywords fit a text: compiled once, in one pass over each text. */
export interface KeywordMatcher {
  /** The lists with a keyword that fits, in their order. `language` is the contact's. */
  match(text: string, language: string): KeywordHit[]
}

/** Stand for the beginning and the end of a text: no folded text contains them. */
const BEGIN = '\u0002'
const END = '\u0003'
/** WhatsApp takes texts up to 4,096 characters; what is behind that is no keyword. */
const MAX_TEXT = 4096

interface Place {
  readonly list: number
  readonly index: number
  readonly keyword: Keyword
}

/** A regular expression and whose it is. */
interface Expression {
  readonly regex: Regex
  readonly places: Place[]
}

/** Compiles the keyword lists of many automations. Throws a RegexError for a regular expression that `Keyword` refuses. */
export function compileKeywords(lists: readonly (readonly Keyword[])[]): KeywordMatcher {
  const expressions = new Map<string, Expression>()
  // What it means that a word was found: keywords that fit, and expressions that are worth a try.
  const words = new Map<string, { places: Place[]; expressions: Expression[] }>()
  const at = (word: string) => {
    const known = words.get(word) ?? { places: [], expressions: [] }
    words.set(word, known)
    return known
  }
  for (const [list, keywords] of lists.entries()) {
    for (const [index, keyword] of keywords.entries()) {
      const place = { list, index, keyword }
      const known = expressions.get(keyword.text)
      if (keyword.match !== 'regex') at(wordOf(keyword)).places.push(place)
      else if (known) known.places.push(place)
      else expressions.set(keyword.text, { regex: compileRegex(keyword.text), places: [place] })
    }
  }
  const always = [...expressions.values()].filter(({ regex }) => regex.literal === undefined)
  for (const expression of expressions.values()) {
    if (expression.regex.literal !== undefined) at(expression.regex.literal).expressions.push(expression)
  }
  const found = [...words.values()]
  const automaton = buildWordAutomaton([...words.keys()])

  return {
    match(text, language) {
      const best = new Map<number, Place>()
      const note = (places: readonly Place[]) => {
        for (const place of places) {
          const wanted = place.keyword.language
          if (wanted !== undefined && wanted !== language) continue
          const known = best.get(place.list)
          if (!known || place.index < known.index) best.set(place.list, place)
        }
      }
      const cut = text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text
      const worthATry = new Set(always)
      automaton.search(`${BEGIN} ${fold(cut)} ${END}`, word => {
        const { places, expressions: likely } = found[word] as (typeof found)[number]
        note(places)
        for (const expression of likely) worthATry.add(expression)
      })
      if (worthATry.size > 0) {
        const folded = foldLightly(cut)
        for (const { regex, places } of worthATry) if (regex.test(folded)) note(places)
      }
      return [...best.values()].sort((a, b) => a.list - b.list).map(({ list, keyword }) => ({ list, keyword }))
    },
  }
}

/** The keyword as a word of the automaton, which searches ` folded text ` between marks. */
function wordOf({ text, match, wholeWords = true }: Keyword): string {
  const word = fold(text)
  const after = wholeWords ? ' ' : ''
  if (match === 'exact') return `${BEGIN} ${word} ${END}`
  return match === 'starts_with' ? `${BEGIN} ${word}${after}` : `${after}${word}${after}`
}
