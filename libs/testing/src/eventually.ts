import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Waits until a check neither throws nor returns false, and returns what it returned. After `timeoutMs` (default 10 s)
 * it throws what the check threw last.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 10_000, everyMs = 25 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const until = Date.now() + timeoutMs
  for (;;) {
    let failure: unknown
    try {
      const value = await check()
      if (value !== false) return value
      failure = new Error('the check still said false')
    } catch (error) {
      failure = error
    }
    if (Date.now() >= until) throw new Error(`not within ${timeoutMs} ms: ${failure}`, { cause: failure })
    await sleep(everyMs)
  }
}
