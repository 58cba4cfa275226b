import { setTimeout as sleep } from 'node:timers/promises'
import { TransientError } from '@astria-bot/contracts'

const tries = 4

/** Repeats what lost against somebody else who did the same at that moment: the next try finds what they made. */
export async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof TransientError) || n === tries) throw error
      await sleep(25 * n)
    }
  }
}
