/** Answers whether the app can serve; asks at most once a second, however often it is asked. */
export type Readiness = () => Promise<boolean>

const within = async (work: Promise<void>, ms: number) => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not ready within ${ms} ms`)), ms)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Hears why an app is not ready, and when it is again: once for each reason, not once for each question. */
export interface ReadinessListener {
  fell(error: Error): void
  rose(): void
}

/** Caches `check` for `forMs`; a check that takes longer than `limitMs` counts as not ready. */
export function cachedReadiness(
  check: () => Promise<void>,
  listener: ReadinessListener,
  forMs = 1000,
  limitMs = 2000,
): Readiness {
  let answer: Promise<boolean> | undefined
  let until = 0
  let reason: string | undefined
  const rise = () => {
    if (reason !== undefined) listener.rose()
    reason = undefined
    return true
  }
  const fall = (error: Error) => {
    if (reason !== error.message) listener.fell(error)
    reason = error.message
    return false
  }
  return () => {
    const now = performance.now()
    if (answer === undefined || now >= until) {
      until = now + forMs
      answer = within(check(), limitMs).then(rise, fall)
    }
    return answer
  }
}
