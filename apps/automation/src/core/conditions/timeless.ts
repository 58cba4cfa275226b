import type { Expression, Operator } from '../definition/expression.ts'

/** What these say becomes true or false while nothing happens but time. */
const byTime: ReadonlySet<Operator> = new Set(['before', 'after', 'within_last', 'longer_ago_than', 'within_next'])

/** Fields that change by themselves: clocks, models that expire, the 24 hours. */
const clocked = /^(time|models?)\.|^contact\.windowOpen$/

/** Whether a condition stays as it is as long as nothing happens: it asks for no clock, calendar or age. */
export function isTimeless(expression: Expression): boolean {
  if ('not' in expression) return isTimeless(expression.not)
  if ('all' in expression) return expression.all.every(isTimeless)
  if ('any' in expression) return expression.any.every(isTimeless)
  return !byTime.has(expression.op) && !clocked.test(expression.field)
}
