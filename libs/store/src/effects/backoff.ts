const longestMs = 300_000

/** Milliseconds before the next try: 1, 2, 4 … s, at most 5 min, spread by a quarter so that many do not come at once. */
export function backoff(attempts: number, random: () => number = Math.random): number {
  const base = Math.min(1000 * 2 ** Math.max(0, attempts - 1), longestMs)
  return Math.round(base * (0.75 + random() / 2))
}
