/** What a loop needs of a logger. */
interface ErrorLog {
  error(fields: object, message: string): void
}

/** A loop that runs until it is stopped. */
export interface Loop {
  /** Resolves when the run that is under way has ended; no other begins. */
  stop(): Promise<void>
}

/** What runs, and when. */
interface EveryOptions {
  /** The pause after a run has ended. */
  ms: number
  run: () => Promise<unknown>
  logger: ErrorLog
  name?: string
  /** The first run begins now, and not after a pause. */
  atOnce?: boolean
}

/** Runs something again and again: runs never overlap. An error is logged, the loop goes on. */
export function every(options: EveryOptions): Loop {
  const { ms, run, logger, name, atOnce = false } = options
  let timer: NodeJS.Timeout | undefined
  let current = Promise.resolve()
  let stopped = false

  const once = async () => {
    try {
      await run()
    } catch (err) {
      logger.error({ err, loop: name }, 'a run of a loop failed')
    }
    if (!stopped) schedule()
  }
  const schedule = () => {
    timer = setTimeout(() => {
      current = once()
    }, ms)
  }
  if (atOnce) current = once()
  else schedule()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await current
    },
  }
}
