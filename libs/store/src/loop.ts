/** What a loop does, and how often. */
export interface LoopOptions {
  turn: () => Promise<void>
  /** The pause between two turns that nobody asked for, spread by a quarter. */
  everyMs: number
  onError: (error: unknown) => void
}

/** Work that is done when asked and every so often, and never twice at once. */
export interface Loop {
  /** Asks for a turn. Calls that come during a turn are gathered into one more. While turns fail it waits for the pause. */
  ask(): void
  /** Asks for a turn even while they fail; resolves when one that began after this call has succeeded, or at the stop. */
  next(): Promise<void>
  /** Lets the turn under way end. */
  stop(): Promise<void>
}

const longestPauseMs = 30_000

/** Starts a loop: its first turn comes at once. After a failed turn the pauses double, up to 30 s. */
export function createLoop({ turn, everyMs, onError }: LoopOptions): Loop {
  let asked = true
  let stopped = false
  let failures = 0
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let waiting: (() => void)[] = []

  async function turnWhileAsked(): Promise<void> {
    while (asked && !stopped) {
      asked = false
      const answered = waiting
      waiting = []
      try {
        await turn()
        failures = 0
        for (const resolve of answered) resolve()
      } catch (error) {
        failures += 1
        waiting.push(...answered)
        onError(error)
        return
      }
    }
  }

  function start(): void {
    if (running || stopped) return
    clearTimeout(timer)
    running = turnWhileAsked().finally(() => {
      running = undefined
      // Asked after the last look, before this: nobody else would notice.
      if (asked && failures === 0) start()
      else pause()
    })
  }

  function pause(): void {
    if (stopped) return
    const pauseMs = Math.min(everyMs * 2 ** Math.max(0, failures - 1), Math.max(everyMs, longestPauseMs))
    timer = setTimeout(demand, pauseMs * (0.75 + Math.random() / 2))
  }

  function demand(): void {
    asked = true
    start()
  }

  timer = setTimeout(demand, 0)
  return {
    ask: () => (failures === 0 ? demand() : undefined),
    next: () =>
      new Promise(resolve => {
        if (stopped) return resolve()
        waiting.push(resolve)
        demand()
      }),
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
      for (const resolve of waiting) resolve()
    },
  }
}
