import type { Comparison, Expression } from '../definition/expression.ts'
import type { Path } from '../validate/problem.ts'

/** A comparison and where it stands. */
export interface PlacedComparison {
  readonly path: Path
  readonly comparison: Comparison
}

/** Every comparison of a condition, with its place. */
export function comparisonsIn(expression: Expression, path: Path): PlacedComparison[] {
  if ('all' in expression) return inner(expression.all, [...path, 'all'])
  if ('any' in expression) return inner(expression.any, [...path, 'any'])
  if ('not' in expression) return comparisonsIn(expression.not, [...path, 'not'])
  return [{ path, comparison: expression }]
}

function inner(parts: readonly Expression[], path: Path): PlacedComparison[] {
  return parts.flatMap((part, index) => comparisonsIn(part, [...path, index]))
}
