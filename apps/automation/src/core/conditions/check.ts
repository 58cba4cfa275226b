import type { Comparison, Expression, Operator, Scalar } from '../definition/expression.ts'
import type { Trigger } from '../definition/trigger.ts'
import type { Field } from '../facts/field.ts'
import { fieldAt, fieldNames } from '../facts/fields.ts'
import { parseClock, parseDate } from '../time/local-time.ts'
import { closest } from '../validate/closest.ts'
import type { Path, Report } from '../validate/problem.ts'
import { comparisonsIn } from './comparisons-in.ts'
import { contradictionIn } from './contradiction.ts'
import { isSame } from './fits-value.ts'
import { operatorsOf, wantedBy } from './operators.ts'
import { sizeOf } from './size.ts'

/** How large a condition may be: more is no longer understood by anybody. */
const MAX_PARTS = 250
const MAX_DEPTH = 10

/** Reports what is wrong with a condition: fields that do not exist, comparisons that do not fit, what can never be true. */
export function checkExpression(expression: Expression, path: Path, trigger: Trigger, report: Report): void {
  const size = sizeOf(expression)
  if (size.parts > MAX_PARTS || size.depth > MAX_DEPTH) {
    const limits = `${MAX_PARTS} parts and ${MAX_DEPTH} levels`
    report(
      path,
      'too_complex',
      `The condition is too large (${size.parts} parts on ${size.depth} levels); the limit is ${limits}.`,
    )
    return
  }
  for (const placed of comparisonsIn(expression, path)) checkComparison(placed.comparison, placed.path, trigger, report)
  const contradiction = contradictionIn(expression)
  if (contradiction)
    report([...path, ...contradiction.path], 'never_true', `It can never be true: ${contradiction.reason}.`)
}

function checkComparison(comparison: Comparison, path: Path, trigger: Trigger, report: Report): void {
  const { field: name, op, value } = comparison
  const field = fieldAt(name, trigger)
  if (!field) {
    const reason = fieldAt(name)
      ? `has no value in an automation started by ${trigger.type}.`
      : `does not exist.${closest(name, fieldNames(trigger))}`
    report([...path, 'field'], 'unknown_field', `The field ${name} ${reason}`)
    return
  }
  if (!operatorsOf[field.type].includes(op)) {
    report(
      [...path, 'op'],
      'wrong_operator',
      `${name} cannot be compared by ${op}; it can by ${operatorsOf[field.type].join(', ')}.`,
    )
    return
  }
  const at: Path = [...path, 'value']
  const wanted = wantedBy[op]
  const isList = Array.isArray(value)
  const isDuration = typeof value === 'object' && !isList
  if (wanted === 'nothing') {
    if (value !== undefined) report(at, 'wrong_value', `${op} takes no value.`)
  } else if (wanted === 'duration') {
    if (!isDuration) report(at, 'wrong_value', `${op} takes a length of time, such as {"days": 3}.`)
  } else if (wanted === 'one') {
    if (value === undefined || typeof value === 'object') report(at, 'wrong_value', `${op} takes one value.`)
    else checkScalar(field, { op, value, trigger }, at, report)
  } else if (!isList || value.length === 0 || (wanted === 'pair' && value.length !== 2)) {
    report(
      at,
      'wrong_value',
      wanted === 'pair' ? `${op} takes two values: from and to.` : `${op} takes a list with at least one value.`,
    )
  } else {
    for (const [index, one] of value.entries()) checkScalar(field, { op, value: one, trigger }, [...at, index], report)
    const [from, to] = value
    const isBackwards =
      wanted === 'pair' && field.type !== 'clock' && typeof from === 'number' && typeof to === 'number' && from > to
    if (isBackwards) report(at, 'wrong_value', 'The range ends before it begins.')
  }
}

const comparesNumbers: readonly Operator[] = ['less_than', 'at_most', 'more_than', 'at_least', 'between']

/** These compare with whole values: one that no contact has never fits. */
const comparesWhole: readonly Operator[] = ['equals', 'not_equals', 'one_of', 'none_of']

interface Wanted {
  op: Operator
  value: Scalar
  trigger: Trigger
}

function checkScalar(field: Field, { op, value, trigger }: Wanted, path: Path, report: Report): void {
  const refuse = (message: string) => report(path, 'wrong_value', message)
  const { type } = field
  if (type === 'flag') {
    if (typeof value !== 'boolean') refuse('The value is true or false.')
  } else if (type === 'number' || (type === 'any' && comparesNumbers.includes(op))) {
    if (typeof value !== 'number') refuse('The value is a number.')
  } else if (type === 'clock') {
    if (parseClock(String(value)) === undefined) refuse('The value is a time of the day, such as 09:30.')
  } else if (type === 'date') {
    if (!parseDate(String(value))) refuse('The value is a date, such as 2026-11-21.')
  } else if (op === 'before' || op === 'after') {
    if (!isInstant(value))
      refuse('The value is a date, such as 2026-11-21, or an instant, such as 2026-11-21T09:30:00Z.')
  } else if (type !== 'any' && typeof value !== 'string') {
    refuse('The value is a text.')
  } else if (comparesWhole.includes(op)) {
    const text = String(value)
    const choices = field.choicesWith?.(trigger) ?? field.choices
    const why = field.refuses?.(text)
    if (why) refuse(why)
    else if (choices && !choices.some(choice => (type === 'choice' ? choice === text : isSame(choice, text))))
      refuse(`"${text}" is none of its values: ${choices.join(', ')}.`)
  }
}

function isInstant(value: Scalar): boolean {
  const text = String(value)
  if (parseDate(text)) return true
  return /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text))
}
