import { explain } from '../conditions/explain.ts'
import type { Automation } from '../definition/automation.ts'
import { explainStep } from './step-words.ts'
import { explainTrigger } from './trigger-words.ts'

/** An automation in words, line by line: what starts it, on which conditions, and each step. */
export function explainAutomation({ trigger, conditions, steps }: Automation): string[] {
  return [
    explainTrigger(trigger),
    ...(conditions ? [`Only if ${explain(conditions)}`] : []),
    ...steps.map((step, index) => `${index + 1}. ${explainStep(step)}`),
  ]
}
