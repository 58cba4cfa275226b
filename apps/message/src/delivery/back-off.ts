const capMs = 10 * 60_000

/** How long to wait after the nth failure: Meta's 4^(n-1) s, at most ten minutes, up to a quarter more by chance. */
export function backOffMs(failures: number, random: number): number {
  const ms = Math.min(1000 * 4 ** Math.max(0, failures - 1), capMs)
  return Math.round(ms * (1 + random / 4))
}
