import type { Comparison, Expression, Operator } from '../definition/expression.ts'
import { fieldAt } from '../facts/fields.ts'
import { type Duration, formatDuration } from '../time/duration.ts'

/** A condition in words: "the contact's language is he and not (the contact's tags include vip)". */
export function explain(expression: Expression): string {
  return words(expression, false)
}

function words(expression: Expression, isPart: boolean): string {
  if ('not' in expression) return `not (${words(expression.not, false)})`
  if ('all' in expression) return join(expression.all, 'and', 'always', isPart)
  if ('any' in expression) return join(expression.any, 'or', 'never', isPart)
  return explainComparison(expression)
}

function join(parts: readonly Expression[], word: string, ofNothing: string, isPart: boolean): string {
  const [first] = parts
  if (!first) return ofNothing
  if (parts.length === 1) return words(first, isPart)
  const joined = parts.map(part => words(part, true)).join(` ${word} `)
  return isPart ? `(${joined})` : joined
}

const verbs: Readonly<Record<Operator, string>> = {
  equals: 'is',
  not_equals: 'is not',
  one_of: 'is one of',
  none_of: 'is none of',
  contains: 'contains',
  not_contains: 'does not contain',
  starts_with: 'starts with',
  less_than: 'is less than',
  at_most: 'is at most',
  more_than: 'is more than',
  at_least: 'is at least',
  between: 'is between',
  has: 'include',
  has_not: 'do not include',
  has_any_of: 'include any of',
  has_all_of: 'include all of',
  has_none_of: 'include none of',
  before: 'is before',
  after: 'is after',
  within_last: 'was in the last',
  longer_ago_than: 'was longer ago than',
  within_next: 'is in the next',
  is_set: 'is known',
  is_empty: 'is not known',
}

function explainComparison({ field: path, op, value }: Comparison): string {
  const field = fieldAt(path)
  const name = field?.words ?? path
  if (field?.type === 'flag') return (op === 'equals') === (value === true) ? name : `not (${name})`
  if (value === undefined) return `${name} ${verbs[op]}`
  return `${name} ${verbs[op]} ${explainValue(op, value)}`
}

function explainValue(op: Operator, value: NonNullable<Comparison['value']>): string {
  if (Array.isArray(value)) return value.map(quote).join(op === 'between' ? ' and ' : ', ')
  return typeof value === 'object' ? formatDuration(value as Duration) : quote(value)
}

function quote(value: string | number | boolean): string {
  return typeof value === 'string' ? `"${value}"` : String(value)
}
