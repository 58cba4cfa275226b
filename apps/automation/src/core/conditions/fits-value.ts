import type { Comparison, Scalar } from '../definition/expression.ts'
import { fold } from '../text/fold.ts'

/**
 * Whether a comparison can hold for a value that is known (undefined: there is none), or for one that reads the same.
 * What depends on more than the value (clocks, zones, tags) can.
 */
export function canFit({ op, value: wanted }: Comparison, value: Scalar | undefined): boolean {
  const one = wanted as Scalar
  const several: readonly Scalar[] = Array.isArray(wanted) ? wanted : []
  const text = typeof value === 'string' ? fold(value) : undefined
  const number = typeof value === 'number' ? value : Number.NaN
  switch (op) {
    case 'equals':
      return isSame(value, one)
    case 'not_equals':
      return !isSame(value, one)
    case 'one_of':
      return several.some(option => isSame(value, option))
    case 'none_of':
      return !several.some(option => isSame(value, option))
    case 'contains':
      return text?.includes(fold(String(one))) ?? false
    case 'not_contains':
      return !(text?.includes(fold(String(one))) ?? false)
    case 'starts_with':
      return text?.startsWith(fold(String(one))) ?? false
    case 'less_than':
      return number < Number(one)
    case 'at_most':
      return number <= Number(one)
    case 'more_than':
      return number > Number(one)
    case 'at_least':
      return number >= Number(one)
    case 'between':
      return several.some(border => typeof border !== 'number') || isBetween(number, several as number[])
    case 'is_set':
      return value !== undefined && value !== ''
    case 'is_empty':
      return value === undefined || value === ''
    default:
      return true
  }
}

/** Texts are the same that read the same; those without a letter only if they are equal. */
export function isSame(a: Scalar | undefined, b: Scalar): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return a === b
  return a === b || (fold(a) !== '' && fold(a) === fold(b))
}

function isBetween(number: number, [from = Number.NaN, to = Number.NaN]: readonly number[]): boolean {
  return number >= from && number <= to
}
