import type { Comparison, Expression, Operator } from '../definition/expression.ts'
import type { Path } from '../validate/problem.ts'

/** A comparison and where it stands. */
export interface Placed {
  readonly path: Path
  readonly comparison: Comparison
}

/** `not_x` is exactly the opposite of `x`, also where there is no value. */
const pairs: readonly (readonly [Operator, Operator])[] = [
  ['equals', 'not_equals'],
  ['one_of', 'none_of'],
  ['contains', 'not_contains'],
  ['has', 'has_not'],
  ['has_any_of', 'has_none_of'],
  ['is_set', 'is_empty'],
]
const opposites = new Map(pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]))

/** The comparisons that must all hold; what cannot be turned into such is left out. */
export function conjunctsOf(expression: Expression, path: Path = [], negated = false): Placed[] {
  if ('not' in expression) return conjunctsOf(expression.not, [...path, 'not'], !negated)
  if ('all' in expression) return negated ? [] : inner(expression.all, [...path, 'all'], false)
  // Not any of them: none of them.
  if ('any' in expression) return negated ? inner(expression.any, [...path, 'any'], true) : []
  if (!negated) return [{ path, comparison: expression }]
  const op = opposites.get(expression.op)
  return op ? [{ path, comparison: { ...expression, op } }] : []
}

function inner(parts: readonly Expression[], path: Path, negated: boolean): Placed[] {
  return parts.flatMap((part, index) => conjunctsOf(part, [...path, index], negated))
}
