import { checkExpression } from '../conditions/check.ts'
import type { Automation } from '../definition/automation.ts'
import type { Expression } from '../definition/expression.ts'
import { flowOf } from '../run/flow.ts'
import { checkContent, warnOfClosedWindow, warnOfHandOver } from './check-sending.ts'
import { checkFlow, placedSteps } from './check-steps.ts'
import { checkTrigger } from './check-trigger.ts'
import type { Known } from './known.ts'
import { checkLinks, checkStarts } from './links.ts'
import { formatPath, type Problem, type Report } from './problem.ts'

/** What is wrong with an automation (it is not saved), and what may not do what is meant (it is saved, and said). */
export interface Findings {
  readonly errors: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** A new automation has no id yet. */
const UNSAVED = 'unsaved'

/** Checks an automation that fits its schema: whatever cannot work is refused here, with its place and a sentence. */
export function validate(automation: Automation, known: Known = {}): Findings {
  const [errors, report] = collector()
  const [warnings, warn] = collector()
  const { trigger, conditions, steps } = automation
  checkTrigger(automation, known, report, warn)
  if (conditions) checkExpression(conditions, ['conditions'], trigger, report)
  checkFlow(automation, flowOf(steps), report)
  const placed = placedSteps(steps, ['steps'])
  for (const { step, path } of placed) {
    if (step.type !== 'branch') {
      checkContent({ step, path }, automation, known, report)
      continue
    }
    const sure = step.cases.findIndex(({ when }) => alwaysHolds(when))
    for (const [index, { when }] of step.cases.entries()) {
      if (sure >= 0 && index > sure) {
        report([...path, 'cases', index], 'unreachable', 'It is never reached: a case before it always holds.')
      }
      checkExpression(when, [...path, 'cases', index, 'when'], trigger, report)
    }
  }
  if (known.automations) {
    const self = { automationId: known.automationId ?? UNSAVED, definition: automation }
    checkStarts(self, known.automations, report)
    checkLinks(self, known.automations, report)
  } else {
    checkLinks({ automationId: known.automationId ?? UNSAVED, definition: automation }, [], report)
  }
  warnOfClosedWindow(automation, placed, warn)
  warnOfHandOver(placed, warn)
  return { errors, warnings }
}

/** Whether a condition holds whatever is known, as it shows on its face. */
function alwaysHolds(expression: Expression): boolean {
  if ('all' in expression) return expression.all.every(alwaysHolds)
  if ('any' in expression) return expression.any.some(alwaysHolds)
  return 'not' in expression && 'any' in expression.not && expression.not.any.length === 0
}

function collector(): [Problem[], Report] {
  const problems: Problem[] = []
  return [problems, (path, code, message) => problems.push({ path: formatPath(path), code, message })]
}
