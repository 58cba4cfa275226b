import type { Common } from '../conversation.ts'
import type { World } from '../input.ts'
import { clean } from '../text/clean.ts'
import { cut } from '../text/cut.ts'
import { phrasesOf } from './phrases-of.ts'

/** The title of a pack, fit for a sentence. */
export function titleFor(title: string): string {
  return cut(clean(title) || '✨', 60)
}

/** Who is on the pictures, in the customer's language. */
export function classFor(c: Common, className: string): string {
  const known = phrasesOf(c).classNames
  return Object.hasOwn(known, className) ? (known[className] as string) : cut(clean(className) || '✨', 20)
}

/** The customer's name, if there is one that can be said. */
export function nameFor(world: World): string | null {
  return cut(clean(world.name ?? ''), 30) || null
}

/** How to reach a person. */
export function contactFor(world: World): string {
  return cut(clean(world.settings.supportContact), 300)
}
