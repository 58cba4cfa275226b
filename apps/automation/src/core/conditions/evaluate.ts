import type { Comparison, Expression, Scalar } from '../definition/expression.ts'
import type { Facts } from '../facts/facts.ts'
import type { Field, Value } from '../facts/field.ts'
import { fieldAt } from '../facts/fields.ts'
import { fold } from '../text/fold.ts'
import { addDuration, type Duration } from '../time/duration.ts'
import { atMinutes, parseDate } from '../time/local-time.ts'
import { instantOf } from '../time/zone.ts'

/**
 * Whether a condition holds. A comparison with a value that is not there is false, its opposite (`not_equals`, `none_of`,
 * `not_contains`, `has_not`, `has_none_of`) true: `not_x` is always exactly `not` `x`.
 */
export function holds(expression: Expression, facts: Facts): boolean {
  if ('all' in expression) return expression.all.every(part => holds(part, facts))
  if ('any' in expression) return expression.any.some(part => holds(part, facts))
  if ('not' in expression) return !holds(expression.not, facts)
  return compare(expression, facts)
}

function compare({ field: path, op, value: wanted }: Comparison, facts: Facts): boolean {
  const field = fieldAt(path)
  const value = field?.read(facts)
  const one = wanted as Scalar
  const several = Array.isArray(wanted) ? wanted : []
  switch (op) {
    case 'is_set':
      return isSet(value)
    case 'is_empty':
      return !isSet(value)
    case 'equals':
      return same(value, one)
    case 'not_equals':
      return !same(value, one)
    case 'one_of':
      return several.some(option => same(value, option))
    case 'none_of':
      return !several.some(option => same(value, option))
    case 'contains':
      return folded(value)?.includes(fold(String(one))) ?? false
    case 'not_contains':
      return !(folded(value)?.includes(fold(String(one))) ?? false)
    case 'starts_with':
      return folded(value)?.startsWith(fold(String(one))) ?? false
    case 'has':
      return tags(value).includes(String(one))
    case 'has_not':
      return !tags(value).includes(String(one))
    case 'has_any_of':
      return several.some(tag => tags(value).includes(String(tag)))
    case 'has_all_of':
      return several.every(tag => tags(value).includes(String(tag)))
    case 'has_none_of':
      return !several.some(tag => tags(value).includes(String(tag)))
    case 'less_than':
      return isNumber(value) && value < Number(one)
    case 'at_most':
      return isNumber(value) && value <= Number(one)
    case 'more_than':
      return isNumber(value) && value > Number(one)
    case 'at_least':
      return isNumber(value) && value >= Number(one)
    case 'between':
      return between(field, value, several)
    case 'before':
    case 'after':
      return beside(op, field, value, one, facts)
    case 'within_last':
    case 'longer_ago_than':
    case 'within_next':
      return distance(op, field, value, wanted as Duration, facts)
  }
}

/** From the first to the second, both included; of times of the day the second is excluded, and the range may go over midnight. */
function between(field: Field | undefined, value: Value, [from, to]: readonly Scalar[]): boolean {
  if (from === undefined || to === undefined) return false
  if (field?.type !== 'clock') return isNumber(value) && value >= Number(from) && value <= Number(to)
  const clock = String(value)
  const [begin, end] = [String(from), String(to)]
  return begin <= end ? clock >= begin && clock < end : clock >= begin || clock < end
}

function beside(op: 'before' | 'after', field: Field | undefined, value: Value, wanted: Scalar, facts: Facts): boolean {
  if (field?.type === 'clock' || field?.type === 'date') {
    const [text, other] = [String(value), String(wanted)]
    if (value === undefined || text.length !== other.length) return false
    return op === 'before' ? text < other : text >= other && (field.type === 'clock' || text > other)
  }
  const atMs = asInstant(value, field, facts.zone)
  const otherMs = asInstant(wanted, undefined, facts.zone)
  if (atMs === undefined || otherMs === undefined) return false
  return op === 'before' ? atMs < otherMs : atMs > otherMs
}

function distance(op: string, field: Field | undefined, value: Value, duration: Duration, facts: Facts): boolean {
  const atMs = asInstant(value, field, facts.zone)
  if (atMs === undefined) return false
  const { nowMs, zone } = facts
  if (op === 'within_next') return atMs > nowMs && atMs <= addDuration(nowMs, duration, zone)
  const borderMs = addDuration(nowMs, duration, zone, -1)
  return op === 'within_last' ? atMs > borderMs && atMs <= nowMs : atMs <= borderMs
}

/** An instant as a number; a date means its beginning in the zone, a text with a time zone what it says. */
export function asInstant(value: Value, field: Field | undefined, zone: string): number | undefined {
  if (field?.type === 'instant') return typeof value === 'number' ? value : undefined
  if (typeof value !== 'string') return undefined
  const date = parseDate(value)
  if (date) return instantOf(zone, atMinutes(date, 0))
  const ms = /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}

function same(value: Value, wanted: Scalar): boolean {
  if (value === undefined || typeof value === 'object') return false
  if (typeof value === 'string' && typeof wanted === 'string') return value === wanted || isSameWords(value, wanted)
  return value === wanted
}

function isSameWords(a: string, b: string): boolean {
  const words = fold(a)
  return words !== '' && words === fold(b)
}

function folded(value: Value): string | undefined {
  return typeof value === 'string' ? fold(value) : undefined
}

function tags(value: Value): readonly string[] {
  return typeof value === 'object' ? value : []
}

function isNumber(value: Value): value is number {
  return typeof value === 'number'
}

function isSet(value: Value): boolean {
  return value !== undefined && value !== '' && !(typeof value === 'object' && value.length === 0)
}
