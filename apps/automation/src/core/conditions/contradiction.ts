import type { Comparison, Expression, Scalar } from '../definition/expression.ts'
import { fieldAt } from '../facts/fields.ts'
import type { Duration } from '../time/duration.ts'
import type { Path } from '../validate/problem.ts'
import { conjunctsOf, type Placed } from './conjuncts.ts'
import { canFit } from './fits-value.ts'

/** Why a condition can never be true, and where that is seen. */
interface Contradiction {
  readonly path: Path
  readonly reason: string
}

/**
 * Finds a condition that can never hold, as far as it shows on its face: `any` of nothing or only of such, and parts of an
 * `all` that leave no value, no number or no tag to a field. What it answers is certain; that it answers nothing is no
 * promise.
 */
export function contradictionIn(expression: Expression): Contradiction | undefined {
  if ('any' in expression) {
    if (expression.any.length === 0) return { path: ['any'], reason: 'it asks for any of nothing' }
    const found = expression.any.map(contradictionIn)
    const first = found[0]
    return first && found.every(Boolean) ? { ...first, path: ['any', 0, ...first.path] } : undefined
  }
  if ('not' in expression && 'all' in expression.not && expression.not.all.length === 0) {
    return { path: ['not'], reason: 'it is the opposite of what always holds' }
  }
  if ('all' in expression) {
    for (const [index, part] of expression.all.entries()) {
      const found = contradictionIn(part)
      if (found) return { ...found, path: ['all', index, ...found.path] }
    }
  }
  return contradictionAmong(conjunctsOf(expression))
}

/** The first comparison that leaves nothing to its field beside those before it. */
function contradictionAmong(parts: readonly Placed[]): Contradiction | undefined {
  for (const [index, { comparison, path }] of parts.entries()) {
    const { field } = comparison
    const before = parts.slice(0, index).map(part => part.comparison)
    const same = before.filter(other => other.field === field)
    if (!leavesNothing([...same, comparison])) continue
    const reason = same.length === 0 ? 'nothing fits' : `is also asked to fit ${same.map(inShort).join(' and ')}`
    return { path, reason: `${field} ${reason}` }
  }
  return undefined
}

/** Whether no value of their one field fits all of them. */
function leavesNothing(all: readonly Comparison[]): boolean {
  const values = domainOf(all)
  if (values) return !values.some(value => all.every(one => canFit(one, value)))
  return noNumber(all) || noTag(all) || noTime(all) || (all.some(isEmptiness) && all.some(needsValue))
}

/** Every value that the field may have here, where these can be listed. */
function domainOf(all: readonly Comparison[]): readonly (Scalar | undefined)[] | undefined {
  for (const { op, value } of all) {
    if (op === 'equals') return [value as Scalar]
    if (op === 'one_of' && Array.isArray(value)) return value
  }
  const field = fieldAt(all[0]?.field ?? '')
  const listed = field?.type === 'flag' ? [true, false] : field?.choices
  return listed && (field?.certain ? listed : [...listed, undefined])
}

/** Whether ranges of numbers do not meet. */
function noNumber(all: readonly Comparison[]): boolean {
  let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  let [above, below] = [false, false]
  const raise = (to: number, excluded: boolean) => {
    if (to > least || (to === least && excluded)) [least, above] = [to, excluded]
  }
  const lower = (to: number, excluded: boolean) => {
    if (to < most || (to === most && excluded)) [most, below] = [to, excluded]
  }
  for (const { op, value } of all) {
    if (op === 'between' && Array.isArray(value) && value.every(border => typeof border === 'number')) {
      raise(Number(value[0]), false)
      lower(Number(value[1]), false)
    }
    if (typeof value !== 'number') continue
    if (op === 'at_least' || op === 'more_than') raise(value, op === 'more_than')
    if (op === 'at_most' || op === 'less_than') lower(value, op === 'less_than')
  }
  return least > most || (least === most && (above || below))
}

/** Whether tags are asked for and forbidden at once. */
function noTag(all: readonly Comparison[]): boolean {
  const tagsOf = (...ops: readonly string[]) =>
    all.filter(({ op }) => ops.includes(op)).flatMap(({ value }) => listOf(value))
  const wanted = tagsOf('has', 'has_all_of')
  const forbidden = new Set(tagsOf('has_not', 'has_none_of'))
  if (wanted.some(tag => forbidden.has(tag))) return true
  return all.some(({ op, value }) => op === 'has_any_of' && listOf(value).every(tag => forbidden.has(tag)))
}

/** Whether a time is asked to be over and to come, or younger and older than the same length. */
function noTime(all: readonly Comparison[]): boolean {
  const of = (wanted: string) => all.flatMap(({ op, value }) => (op === wanted ? [value as Duration] : []))
  if (of('within_next').length > 0 && of('within_last').length + of('longer_ago_than').length > 0) return true
  return of('within_last').some(last => of('longer_ago_than').some(ago => isSurelyAtLeast(ago, last)))
}

/** Of lengths in one and the same unit: only these have one order, whatever the calendar. */
function isSurelyAtLeast(a: Duration, b: Duration): boolean {
  const [one, ...furtherOfOne] = unitsOf(a)
  const [other, ...furtherOfOther] = unitsOf(b)
  if (!one || !other || furtherOfOne.length + furtherOfOther.length > 0) return false
  return one.unit === other.unit && one.count >= other.count
}

const unitsOf = (duration: Duration) =>
  Object.entries(duration).flatMap(([unit, count = 0]) => (count > 0 ? [{ unit, count }] : []))

const isEmptiness = ({ op }: Comparison) => op === 'is_empty'
const withValue: ReadonlySet<string> = new Set([
  'is_set',
  'has',
  'has_any_of',
  'has_all_of',
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

/** Whether an empty field does not fit: an empty text contains, and starts with, what has no letter. */
function needsValue(one: Comparison): boolean {
  if (withValue.has(one.op)) return true
  return (one.op === 'contains' || one.op === 'starts_with') && !canFit(one, '')
}

function listOf(value: Comparison['value']): readonly Scalar[] {
  return Array.isArray(value) ? value : typeof value === 'object' || value === undefined ? [] : [value]
}

function inShort({ op, value }: Comparison): string {
  return value === undefined ? op : `${op} ${JSON.stringify(value)}`
}
