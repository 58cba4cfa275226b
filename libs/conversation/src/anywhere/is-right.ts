import type { Input } from '../input.ts'
import { readCommand } from '../taps/command.ts'
import type { Tap } from '../taps/tap.ts'
import { tapped } from '../taps/tapped.ts'

const rights: ReadonlySet<Tap['kind']> = new Set(['stop', 'start', 'erase', 'erase_yes', 'keep'] as const)

/**
 * Whether an input is a right of the customer's: to hear nothing more, to hear again, to be forgotten. It is obeyed also
 * while a person answers in the bot's place.
 */
export function isRight(input: Input): boolean {
  const tap =
    input.kind === 'text'
      ? readCommand(input.text)
      : input.kind === 'button' || input.kind === 'choice'
        ? tapped(input)
        : null
  return tap !== null && rights.has(tap.kind)
}
