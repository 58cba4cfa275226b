/**
 * What is left of a text when case, accents and vowel points do not matter, but punctuation does: what regular expressions
 * are matched with. Every run of white space is one space.
 */
export function foldLightly(text: string): string {
  if (isPlain(text)) return text.toLowerCase().replace(/\s+/g, ' ').trim()
  return withoutMarks(text).replace(/\s+/gu, ' ').trim()
}

/** What is left of a text when case, accents, vowel points, punctuation and emoji do not matter: words with a space between. */
export function fold(text: string): string {
  if (isPlain(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
  return withoutMarks(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Without accents, niqqud and other marks, compatibility forms (ﬁ, ①, full width) as their plain letters, in lower case. */
export function withoutMarks(text: string): string {
  // Lower case first and last: İ becomes i with a mark, and some compatibility forms turn into capitals.
  return text
    .toLowerCase()
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, '')
}

function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 127) return false
  return true
}
