import { explain } from '../conditions/explain.ts'
import type { Automation } from '../definition/automation.ts'
import { explainRules } from './rule-words.ts'
import { explainStep } from './step-words.ts'
import { explainTrigger } from './trigger-words.ts'

/** An automation in words, line by line: what starts it, on which conditions, each step, and the rules for all of it. */
export function explainAutomation(automation: Automation): string[] {
  const { trigger, conditions, steps } = automation
  return [
    explainTrigger(trigger),
    ...(conditions ? [`Only if ${explain(conditions)}`] : []),
    ...steps.map((step, index) => `${index + 1}. ${explainStep(step)}`),
    ...explainRules(automation),
  ]
}
