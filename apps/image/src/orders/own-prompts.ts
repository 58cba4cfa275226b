import type { Prompt } from '@astria-bot/astria'

/**
 * The prompts of an order among those of its model. Where a prompt has its callback, that names the order; where Astria
 * does not show it, whatever was not there before the order is its own.
 */
export function ownPrompts(prompts: readonly Prompt[], orderId: string, known: readonly string[]): Prompt[] {
  const before = new Set(known)
  return prompts
    .filter(({ promptId, callback }) => {
      const named = callback && URL.canParse(callback) ? new URL(callback).searchParams.get('order') : null
      return named === null ? !before.has(promptId) : named === orderId
    })
    .sort((a, b) => Number(a.promptId) - Number(b.promptId))
}
