import { setTimeout as sleep } from 'node:timers/promises'
import { TransientError } from '@astria-bot/contracts'

const tries = 4

/** Repeats what lost against somebody else who did the same at that moment: the next try finds what they made. */
export async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isLost(error) || n === tries) throw error
      await sleep(25 * n)
    }
  }
}

/** A lock that the other one held, or a key that they have taken (23505). */
const isLost = (error: unknown): boolean =>
  error instanceof TransientError || (error as { code?: unknown }).code === '23505'
