import { eventually as within } from '@astria-bot/testing'

/** Waits until a check holds: for longer than usual, because the machine may be busy with other tests. */
export const eventually = <T>(check: () => T | Promise<T>, options: { timeoutMs?: number } = {}) =>
  within(check, { timeoutMs: 30_000, ...options })

/** Waits until a check finds something, and answers it. */
export const found = <T>(check: () => T | undefined | Promise<T | undefined>): Promise<T> =>
  eventually(async () => {
    const value = await check()
    if (value === undefined) throw new Error('nothing was found')
    return value
  })
