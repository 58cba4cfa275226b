import type { Operator } from '../definition/expression.ts'
import type { FieldType } from '../facts/field.ts'

/** What an operator wants to be given. */
export type Wanted = 'nothing' | 'one' | 'several' | 'pair' | 'duration'

const always: readonly Operator[] = ['is_set', 'is_empty']
const texts: readonly Operator[] = [
  'equals',
  'not_equals',
  'one_of',
  'none_of',
  'contains',
  'not_contains',
  'starts_with',
]
const numbers: readonly Operator[] = ['less_than', 'at_most', 'more_than', 'at_least', 'between']
const times: readonly Operator[] = ['before', 'after', 'within_last', 'longer_ago_than', 'within_next']

/** Which operators fit a type of field. */
export const operatorsOf: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: [...texts, ...always],
  choice: ['equals', 'not_equals', 'one_of', 'none_of', ...always],
  number: ['equals', 'not_equals', 'one_of', 'none_of', ...numbers, ...always],
  flag: ['equals', 'not_equals'],
  tags: ['has', 'has_not', 'has_any_of', 'has_all_of', 'has_none_of', ...always],
  instant: [...times, ...always],
  date: ['equals', 'not_equals', 'before', 'after', ...always],
  clock: ['before', 'after', 'between'],
  any: [...texts, ...numbers, ...times, ...always],
}

/** What each operator wants to be given. */
export const wantedBy: Readonly<Record<Operator, Wanted>> = {
  equals: 'one',
  not_equals: 'one',
  one_of: 'several',
  none_of: 'several',
  contains: 'one',
  not_contains: 'one',
  starts_with: 'one',
  less_than: 'one',
  at_most: 'one',
  more_than: 'one',
  at_least: 'one',
  between: 'pair',
  has: 'one',
  has_not: 'one',
  has_any_of: 'several',
  has_all_of: 'several',
  has_none_of: 'several',
  before: 'one',
  after: 'one',
  within_last: 'duration',
  longer_ago_than: 'duration',
  within_next: 'duration',
  is_set: 'nothing',
  is_empty: 'nothing',
}
