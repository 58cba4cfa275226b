/**
 * What is left of a text when case, accents and vowel points do not matter, but punctuation does: what regular expressions
 * are matched with. Every run of white space is one space.
 */
export function foldLightly(text: string): string {
  return foldBy(light, text)
}

/** What is left of a text when case, accents, vowel points, punctuation and emoji do not matter: words with a space between. */
export function fold(text: string): string {
  return foldBy(strict, text)
}

/**
 * Without accents, niqqud, kashida and other marks, compatibility forms (ﬁ, ①, full width) as their plain letters, in one
 * case, every script's digits as 0 to 9.
 */
export function withoutMarks(text: string): string {
  // One case first and last: İ becomes i with a mark, and some compatibility forms turn into capitals.
  return oneCase(oneCase(text).normalize('NFKD'))
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replace(/(?![0-9])\p{Nd}/gu, digitOf)
}

/** By way of the capitals, in which ß is ss and ı is i; a Σ at a word's end becomes ς. */
const oneCase = (text: string) => text.toUpperCase().toLowerCase().replaceAll('ς', 'σ')

/** The digits of a script stand in a row, from its zero. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1
  return String(value)
}

/** What becomes of each character, learned when it is first seen: Unicode's own ways are slow, and letters come back. */
interface Table {
  readonly learn: (character: string) => string
  /** Of the first plane, by code. All places are there from the start: an array with gaps would be a slow one. */
  readonly byCode: (string | undefined)[]
  /** Of the other planes. */
  readonly byPair: Map<string, string>
}

/** Of the million characters of other planes so many are remembered: all the emoji. */
const MOST_PAIRS = 8000

const tableOf = (learn: (character: string) => string): Table => ({
  learn,
  byCode: new Array<string | undefined>(65_536).fill(undefined),
  byPair: new Map(),
})
const light = tableOf(character => withoutMarks(character).replace(/\s+/gu, ' '))
const strict = tableOf(character => withoutMarks(character).replace(/[^\p{L}\p{N}]+/gu, ' '))

function foldBy(table: Table, text: string): string {
  const { byCode } = table
  let folded = ''
  let gap = false
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    let piece = byCode[code]
    if (piece === undefined) {
      if (code >= 0xd800 && code <= 0xdbff && i + 1 < text.length) {
        piece = pieceOfPair(table, text.slice(i, i + 2))
        i += 1
      } else {
        piece = table.learn(text[i] as string)
        byCode[code] = piece
      }
    }
    if (piece === '') continue
    if (piece === ' ') {
      gap = true
      continue
    }
    // ½ is "1 2", and ´ a space with a mark: a character may bring gaps of its own.
    const isOne = piece.length === 1
    if ((gap || (!isOne && piece.startsWith(' '))) && folded !== '') folded += ' '
    folded += isOne ? piece : piece.trim()
    gap = !isOne && piece.endsWith(' ')
  }
  return folded
}

function pieceOfPair({ learn, byPair }: Table, pair: string): string {
  const known = byPair.get(pair)
  if (known !== undefined) return known
  const piece = learn(pair)
  if (byPair.size < MOST_PAIRS) byPair.set(pair, piece)
  return piece
}
