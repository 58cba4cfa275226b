/** Shorter ones are found in too many texts to be worth looking for. */
const SHORTEST = 3

/**
 * Letters and digits that every match of a (folded) regular expression contains, in a row; undefined if none is seen at
 * once. Only what stands outside of groups, classes and alternatives is looked at: too little is found, never too much.
 */
export function requiredLiteral(pattern: string): string | undefined {
  // Flags change what letters mean, and `|` outside of groups leaves a choice.
  if (/\(\?[^:P<]/.test(pattern) || /\\Q/.test(pattern)) return undefined
  let longest = ''
  let run = ''
  let depth = 0
  const end = () => {
    if (run.length > longest.length) longest = run
    run = ''
  }
  for (const [token] of pattern.matchAll(/\\[pPx]\{[^}]*\}|\\.|\[(?:\^?\]|\\.|\[:\w+:\]|[^\]\\])*\]|\{[^}]*\}|./gsu)) {
    if (token === '|' && depth === 0) return undefined
    if (depth === 0 && /^[\p{L}\p{N}]$/u.test(token)) {
      run += token
      continue
    }
    // What may be left out is not required: `colou?r`.
    if (depth === 0 && /^[?*{]/.test(token)) run = run.slice(0, -([...run].at(-1)?.length ?? 0) || undefined)
    end()
    if (token === '(') depth += 1
    if (token === ')') depth -= 1
  }
  end()
  return longest.length >= SHORTEST ? longest : undefined
}
