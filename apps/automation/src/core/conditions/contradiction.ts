import type { Comparison, Expression } from '../definition/expression.ts'
import { fold } from '../text/fold.ts'
import type { Path } from '../validate/problem.ts'

/** Why a condition can never be true, and where that is seen. */
interface Contradiction {
  readonly path: Path
  readonly reason: string
}

/**
 * Finds a condition that can never hold, as far as it shows on its face: `any` of nothing or only of such, and two parts of
 * an `all` that exclude each other. What it answers is certain; that it answers nothing is no promise.
 */
export function contradictionIn(expression: Expression): Contradiction | undefined {
  if ('any' in expression) {
    if (expression.any.length === 0) return { path: ['any'], reason: 'it asks for any of nothing' }
    const found = expression.any.map(contradictionIn)
    const first = found[0]
    return first && found.every(Boolean) ? { ...first, path: ['any', 0, ...first.path] } : undefined
  }
  if ('not' in expression) {
    const { not } = expression
    return 'all' in not && not.all.length === 0
      ? { path: ['not'], reason: 'it is the opposite of what always holds' }
      : undefined
  }
  if (!('all' in expression)) return undefined
  for (const [index, part] of expression.all.entries()) {
    const found = contradictionIn(part)
    if (found) return { ...found, path: ['all', index, ...found.path] }
  }
  return contradictionBetween(conjuncts(expression, []))
}

type Placed = { readonly path: Path; readonly comparison: Comparison }

/** The comparisons that must all hold. */
function conjuncts(expression: Expression, path: Path): Placed[] {
  if ('all' in expression) return expression.all.flatMap((part, index) => conjuncts(part, [...path, 'all', index]))
  return 'field' in expression ? [{ path, comparison: expression }] : []
}

function contradictionBetween(parts: readonly Placed[]): Contradiction | undefined {
  for (const [index, later] of parts.entries()) {
    for (const earlier of parts.slice(0, index)) {
      if (earlier.comparison.field !== later.comparison.field) continue
      if (exclude(earlier.comparison, later.comparison) || exclude(later.comparison, earlier.comparison)) {
        const { field } = later.comparison
        return { path: later.path, reason: `${field} is also asked to fit ${inShort(earlier.comparison)}` }
      }
    }
  }
  return undefined
}

const needsValue = new Set([
  'equals',
  'one_of',
  'contains',
  'starts_with',
  'has',
  'has_any_of',
  'less_than',
  'at_most',
  'more_than',
  'at_least',
  'between',
  'before',
  'after',
  'within_last',
  'longer_ago_than',
  'within_next',
])

/** Whether a value that fits the one cannot fit the other. */
function exclude(a: Comparison, b: Comparison): boolean {
  if (a.op === 'is_empty') return b.op === 'is_set' || (needsValue.has(b.op) && !acceptsEmpty(b))
  const options = optionsOf(a)
  if (options && b.op === 'not_equals') return options.every(option => sameOption(option, b.value))
  if (options && b.op === 'none_of') return options.every(option => listOf(b).some(other => sameOption(option, other)))
  const others = optionsOf(b)
  if (options && others) return !options.some(option => others.some(other => sameOption(option, other)))
  if (a.op === 'has' && b.op === 'has_not') return a.value === b.value
  if (a.op === 'has' && b.op === 'has_none_of') return listOf(b).includes(a.value)
  const [least, most] = [atLeastOf(a), atMostOf(b)]
  return least !== undefined && most !== undefined && least > most
}

/** An empty text is empty, and may yet be what is asked for. */
function acceptsEmpty({ op, value }: Comparison): boolean {
  const asked = op === 'one_of' || op === 'equals' || op === 'contains' || op === 'starts_with' ? [value].flat() : []
  return asked.some(option => typeof option === 'string' && fold(option) === '')
}

function optionsOf({ op, value }: Comparison): readonly unknown[] | undefined {
  return op === 'equals' ? [value] : op === 'one_of' && Array.isArray(value) ? value : undefined
}

function listOf({ value }: Comparison): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function sameOption(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return a === b
  return a === b || (fold(a) !== '' && fold(a) === fold(b))
}

function atLeastOf({ op, value }: Comparison): number | undefined {
  if (op === 'between')
    return typeof listOf({ value } as Comparison)[0] === 'number'
      ? Number(listOf({ value } as Comparison)[0])
      : undefined
  return (op === 'at_least' || op === 'more_than' || op === 'equals') && typeof value === 'number' ? value : undefined
}

function atMostOf({ op, value }: Comparison): number | undefined {
  if (op === 'between')
    return typeof listOf({ value } as Comparison)[1] === 'number'
      ? Number(listOf({ value } as Comparison)[1])
      : undefined
  return (op === 'at_most' || op === 'less_than' || op === 'equals') && typeof value === 'number' ? value : undefined
}

function inShort({ op, value }: Comparison): string {
  return value === undefined ? op : `${op} ${JSON.stringify(value)}`
}
