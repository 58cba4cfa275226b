import { stillOff } from './anywhere/opt-out.ts'
import type { Conversation } from './conversation.ts'
import { decideTap } from './decide-tap.ts'
import { type Decision, decision } from './decision.ts'
import type { Input, World } from './input.ts'
import { readCommand } from './taps/command.ts'
import type { Tap } from './taps/tap.ts'
import { tapped } from './taps/tapped.ts'

const answered: ReadonlySet<Tap['kind']> = new Set([
  'start',
  'stop',
  'status',
  'support',
  'pay',
  'erase',
  'erase_yes',
] as const)

type Decide = (c: Conversation, input: Input, world: World) => Decision

/**
 * A customer who wrote "stop" hears nothing more, except: the answer to a command or a tap, which they asked for; and
 * what concerns their money and the portraits they paid for.
 */
export function decideOptedOut(c: Conversation, input: Input, world: World, decide: Decide): Decision {
  switch (input.kind) {
    case 'text': {
      const command = readCommand(input.text)
      return command ? answer(c, command, world) : decision(c)
    }
    case 'button':
    case 'choice':
      return answer(c, tapped(input), world)
    case 'picture':
    case 'other':
    case 'reaction':
    case 'opened':
      return decision(c)
    case 'called':
    case 'payment_received':
    case 'payment_failed':
    case 'payment_held':
    case 'payment_refunded':
    case 'payment_returned':
    case 'tune_failed':
    case 'portraits_ready':
      return decide(c, input, world)
    case 'picture_inspected':
    case 'picture_withdrawn':
    case 'checkout_opened':
    case 'tune_created':
    case 'tune_finished':
    case 'timer_due':
      return silenced(decide(c, input, world))
  }
}

function silenced({ next, effects }: Decision): Decision {
  return { next, effects: effects.filter(effect => effect.kind !== 'say') }
}

/** Some things are answered also with messages off; whatever else is asked for needs them on. */
function answer(c: Conversation, tap: Tap | null, world: World): Decision {
  return tap && answered.has(tap.kind) ? decideTap(c, tap, world) : decision(c, stillOff(c))
}
