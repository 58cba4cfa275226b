/** The life of what runs in the background: pauses that end early and work that is waited for when the sandbox stops. */
export interface Stoppable {
  stopped(): boolean
  sleep(ms: number): Promise<void>
  /** Runs later, unless stopped before. */
  after(ms: number, work: () => void): void
  run(work: () => Promise<void>): void
  stop(): Promise<void>
}

export function createLife(onError: (error: unknown) => void): Stoppable {
  const timers = new Map<NodeJS.Timeout, () => void>()
  const running = new Set<Promise<void>>()
  let stopped = false

  const wait = (ms: number, work: () => void, whenStopped: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timers.set(timer, whenStopped)
  }
  return {
    stopped: () => stopped,
    sleep: ms => (stopped || ms <= 0 ? Promise.resolve() : new Promise(resolve => wait(ms, resolve, resolve))),
    after(ms, work) {
      if (!stopped) wait(ms, work, () => {})
    },
    run(work) {
      const done = work()
        .catch(onError)
        .finally(() => running.delete(done))
      running.add(done)
    },
    async stop() {
      stopped = true
      for (const [timer, release] of timers) {
        clearTimeout(timer)
        release()
      }
      timers.clear()
      await Promise.all(running)
    },
  }
}
