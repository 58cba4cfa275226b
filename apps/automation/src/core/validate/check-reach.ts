import { contradictionIn } from '../conditions/contradiction.ts'
import type { Automation } from '../definition/automation.ts'
import type { Expression } from '../definition/expression.ts'
import type { BranchStep } from '../definition/step.ts'
import type { Trigger } from '../definition/trigger.ts'
import type { Path, Report } from './problem.ts'

/** Reports conditions that never hold where the trigger rings: what one asks for is what the other shuts out. */
export function checkConditionsOfTrigger({ trigger, conditions }: Automation, report: Report): void {
  const implied = impliedBy(trigger)
  if (!conditions || !implied || contradictionIn(conditions) || contradictionIn(implied)) return
  const found = contradictionIn({ all: [implied, conditions] })
  if (found) report(['conditions'], 'never_true', `Together with the trigger it can never be true: ${found.reason}.`)
}

/** What holds whenever a trigger rings, as far as conditions can say it. */
function impliedBy(trigger: Trigger): Expression | undefined {
  const parts: Expression[] = []
  if ('audience' in trigger && trigger.audience) parts.push(trigger.audience)
  if ('states' in trigger && trigger.states) parts.push(oneOf('contact.state', trigger.states))
  if ('kinds' in trigger && trigger.kinds) parts.push(oneOf('message.kind', trigger.kinds))
  if (trigger.type === 'keyword') {
    const languages = trigger.keywords.flatMap(({ language }) => language ?? [])
    if (languages.length === trigger.keywords.length) parts.push(oneOf('contact.language', languages))
  }
  if (trigger.type === 'contact_changed' && trigger.tagAdded !== undefined)
    parts.push({ field: 'contact.tags', op: 'has', value: trigger.tagAdded })
  if (trigger.type === 'birthday') parts.push({ field: 'contact.birthday', op: 'is_set' })
  return parts.length > 0 ? { all: parts } : undefined
}

const oneOf = (field: string, value: string[]): Expression => ({ field, op: 'one_of', value })

/** Reports what no contact ever gets to within a branch: cases behind others that take all of theirs. */
export function checkBranch({ cases, otherwise }: BranchStep, path: Path, report: Report): void {
  const before: Expression[] = []
  for (const [index, { when }] of cases.entries()) {
    const place = [...path, 'cases', index]
    if (before.some(alwaysHolds)) {
      report(place, 'unreachable', 'It is never reached: a case before it always holds.')
    } else if (before.length > 0 && !contradictionIn(when) && shutsOut(before, when)) {
      report(place, 'unreachable', 'It is never reached: whoever it is for is taken by a case before it.')
    }
    before.push(when)
  }
  if (otherwise && otherwise.length > 0 && (before.some(alwaysHolds) || shutsOut(before))) {
    report([...path, 'otherwise'], 'unreachable', 'It is never reached: one of the cases always holds.')
  }
}

/** Whether nothing is left for a condition where none of those before it held, as it shows on its face. */
function shutsOut(before: readonly Expression[], condition?: Expression): boolean {
  const none = before.filter(one => contradictionIn(one) === undefined).map(not => ({ not }))
  return none.length > 0 && contradictionIn({ all: [...none, ...(condition ? [condition] : [])] }) !== undefined
}

/** Whether a condition holds whatever is known, as it shows on its face. */
function alwaysHolds(expression: Expression): boolean {
  if ('all' in expression) return expression.all.every(alwaysHolds)
  if ('any' in expression) return expression.any.some(alwaysHolds)
  return 'not' in expression && 'any' in expression.not && expression.not.any.length === 0
}
