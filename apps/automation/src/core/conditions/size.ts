import type { Expression } from '../definition/expression.ts'

/** How large a condition is. */
export interface Size {
  /** Comparisons, and what joins them. */
  readonly parts: number
  /** Values that it compares with. */
  readonly values: number
  readonly depth: number
}

/** Measures a condition. */
export function sizeOf(expression: Expression): Size {
  const inner = partsOf(expression)
  if (!inner) {
    const { value } = expression as { value?: unknown }
    return { parts: 1, values: Array.isArray(value) ? value.length : 1, depth: 1 }
  }
  const sizes = inner.map(sizeOf)
  return {
    parts: 1 + sizes.reduce((sum, size) => sum + size.parts, 0),
    values: sizes.reduce((sum, size) => sum + size.values, 0),
    depth: 1 + sizes.reduce((most, size) => Math.max(most, size.depth), 0),
  }
}

function partsOf(expression: Expression): readonly Expression[] | undefined {
  if ('all' in expression) return expression.all
  if ('any' in expression) return expression.any
  return 'not' in expression ? [expression.not] : undefined
}
