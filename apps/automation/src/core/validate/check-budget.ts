import { sizeOf } from '../conditions/size.ts'
import type { Automation } from '../definition/automation.ts'
import type { Step } from '../definition/step.ts'
import { compileRegex } from '../text/regex.ts'
import { expressionsOf } from './expressions-of.ts'
import type { Path, Report } from './problem.ts'

/** How large an automation may be in all, beside what bounds each of its parts: it is looked at with every message. */
const most = {
  /** More are no sequence any more. */
  steps: 200,
  /** Branches within branches. */
  nesting: 10,
  /** Comparisons of all conditions, and what joins them. */
  parts: 500,
  /** Values that they compare with. */
  values: 2000,
  /** Instructions of all regular expressions. */
  regexes: 10_000,
}

/** Reports an automation whose parts are each small enough, and together too many. */
export function checkBudget(automation: Automation, report: Report): void {
  const { trigger, steps } = automation
  const { count, deepest } = measure(steps, ['steps'])
  if (count > most.steps) report(['steps'], 'too_many_steps', `There are ${count} steps; the limit is ${most.steps}.`)
  if (deepest.length > most.nesting) {
    const place = deepest.path
    report(place, 'too_complex', `It lies within ${deepest.length} branches; the limit is ${most.nesting}.`)
    return
  }
  const over = (what: 'parts' | 'values', words: string) => {
    let sum = 0
    for (const { path, expression } of expressionsOf(automation)) {
      sum += sizeOf(expression)[what]
      if (sum <= most[what]) continue
      const message = `Up to here the conditions have ${sum} ${words}; all together may have ${most[what]}.`
      report(path, 'too_complex', message)
      return
    }
  }
  over('parts', 'comparisons')
  over('values', 'values to compare with')
  let size = 0
  for (const [index, { text, match }] of (trigger.type === 'keyword' ? trigger.keywords : []).entries()) {
    if (match !== 'regex') continue
    size += compileRegex(text).size
    if (size <= most.regexes) continue
    const message = 'The regular expressions up to here are too large together: use fewer or smaller ones.'
    report(['trigger', 'keywords', index, 'text'], 'too_complex', message)
    return
  }
}

interface Measure {
  count: number
  /** Where the most branches lie around a step. */
  deepest: { path: Path; length: number }
}

function measure(steps: readonly Step[], path: Path, around = 0): Measure {
  const whole: Measure = { count: steps.length, deepest: { path, length: around } }
  for (const [index, step] of steps.entries()) {
    if (step.type !== 'branch') continue
    const at = [...path, index]
    const parts = [
      ...step.cases.map(({ steps: inner }, number) => measure(inner, [...at, 'cases', number, 'steps'], around + 1)),
      measure(step.otherwise ?? [], [...at, 'otherwise'], around + 1),
    ]
    for (const { count, deepest } of parts) {
      whole.count += count
      if (deepest.length > whole.deepest.length) whole.deepest = deepest
    }
  }
  return whole
}
