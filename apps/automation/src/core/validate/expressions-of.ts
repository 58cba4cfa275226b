import type { Automation } from '../definition/automation.ts'
import type { Expression } from '../definition/expression.ts'
import { placedSteps } from './check-steps.ts'
import type { Path } from './problem.ts'

/** Every condition of an automation, with its place: of its trigger, its own, and those of its branches. */
export function expressionsOf({ trigger, conditions, steps }: Automation): { path: Path; expression: Expression }[] {
  const audience = 'audience' in trigger ? trigger.audience : undefined
  return [
    ...(audience ? [{ path: ['trigger', 'audience'], expression: audience }] : []),
    ...(conditions ? [{ path: ['conditions'], expression: conditions }] : []),
    ...placedSteps(steps, ['steps']).flatMap(({ step, path }) =>
      step.type === 'branch'
        ? step.cases.map(({ when }, index) => ({ path: [...path, 'cases', index, 'when'], expression: when }))
        : [],
    ),
  ]
}
