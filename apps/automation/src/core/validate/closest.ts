/** More names are no help any more. */
const listed = 12
/** What is longer is no name that was mistyped. */
const longest = 128

/** The sentence that helps after a name that does not exist: the one that was probably meant, or which there are. */
export function closest(wrong: string, names: Iterable<string>): string {
  const all = [...new Set(names)]
  if (wrong.length > longest) return ''
  // A third of the letters may be wrong.
  const most = Math.max(1, Math.floor(wrong.length / 3))
  const [best] = all
    .filter(name => Math.abs(name.length - wrong.length) <= most)
    .map(name => ({ name, distance: distance(wrong.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  if (best && best.distance <= most) return ` Did you mean ${best.name}?`
  if (all.length === 0 || all.length > listed) return ''
  return ` There ${all.length === 1 ? 'is' : 'are'} ${all.join(', ')}.`
}

/** Levenshtein's: how many letters have to be put in, left out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
