/** Lets a loop sleep until there is something to do. */
export interface Waker {
  /** Ends the sleep; a loop that is awake does not fall asleep the next time. */
  wake(): void
  /** Resolves after `ms`, or when woken; `deeply`: only after `ms`. */
  sleep(ms: number, options?: { deeply?: boolean }): Promise<void>
}

/** Makes the waker of one loop. */
export function createWaker(): Waker {
  let woken = false
  let end: (() => void) | undefined
  return {
    wake() {
      woken = true
      end?.()
    },
    async sleep(ms, { deeply = false } = {}) {
      if (!woken || deeply) {
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, ms)
          if (deeply) return
          end = () => {
            clearTimeout(timer)
            resolve()
          }
        })
        end = undefined
      }
      woken = false
    },
  }
}
