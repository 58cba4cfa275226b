import { readCommand } from './command.ts'
import { readTap } from './read-tap.ts'
import type { Tap } from './tap.ts'

/**
 * What was tapped; null where it is not known (any more). The id is ours, or a word. A button of somebody's template may
 * have any id: what the customer read on it counts ("Stop promotions").
 */
export function tapped({ id, title = '' }: { id: string; title?: string }): Tap | null {
  return readTap(id) ?? readCommand(id) ?? readCommand(title)
}
