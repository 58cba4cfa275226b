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

/** Caches `check` for `forMs`; a check that takes longer than `limitMs` counts as not ready. */
export function cachedReadiness(check: () => Promise<void>, forMs = 1000, limitMs = 2000): Readiness {
  let answer: Promise<boolean> | undefined
  let until = 0
  return () => {
    const now = performance.now()
    if (answer === undefined || now >= until) {
      until = now + forMs
      answer = within(check(), limitMs).then(
        () => true,
        () => false,
      )
    }
    return answer
  }
}
