import { checkExpression } from '../conditions/check.ts'
import type { Automation } from '../definition/automation.ts'
import { flowOf } from '../run/flow.ts'
import { checkBudget } from './check-budget.ts'
import { checkChannels } from './check-channels.ts'
import { checkBranch, checkConditionsOfTrigger } from './check-reach.ts'
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
  checkBudget(automation, report)
  // What is too large is not looked at any closer.
  if (errors.length > 0) return { errors, warnings }
  checkTrigger(automation, known, report, warn)
  checkChannels(automation, known.channels, report)
  if (conditions) checkExpression(conditions, ['conditions'], trigger, report)
  checkConditionsOfTrigger(automation, report)
  checkFlow(automation, flowOf(steps), report)
  const placed = placedSteps(steps, ['steps'])
  for (const { step, path } of placed) {
    if (step.type !== 'branch') {
      checkContent({ step, path }, automation, known, report)
      continue
    }
    for (const [index, { when }] of step.cases.entries()) {
      checkExpression(when, [...path, 'cases', index, 'when'], trigger, report)
    }
    checkBranch(step, path, report)
  }
  const self = { automationId: known.automationId ?? UNSAVED, definition: automation }
  if (known.automations) checkStarts(self, known.automations, report)
  checkLinks(self, known.automations ?? [], report, warn)
  warnOfClosedWindow(automation, placed, warn)
  warnOfHandOver(placed, warn)
  return { errors, warnings }
}

function collector(): [Problem[], Report] {
  const problems: Problem[] = []
  return [problems, (path, code, message) => problems.push({ path: formatPath(path), code, message })]
}
