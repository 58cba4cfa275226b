/**
 * What the person looks like, for the pack's texts: per trait the commonest word, and only if at least half of the
 * pictures gave that trait.
 */
export function characteristicsOf(pictures: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const keys = [...new Set(pictures.flatMap(traits => Object.keys(traits)))].sort()
  return Object.fromEntries(
    keys.flatMap(key => {
      const words = pictures.flatMap(traits => (traits[key] === undefined ? [] : [traits[key]]))
      return words.length * 2 >= pictures.length ? [[key, commonest(words)]] : []
    }),
  )
}

/** The first of the commonest, so that the same pictures always give the same word. */
function commonest(words: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}
