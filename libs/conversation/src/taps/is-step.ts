import type { StepTap, Tap } from './tap.ts'

const steps: Readonly<Record<StepTap['kind'], true>> = {
  ...{ begin: true, tips: true, ready: true, add_pictures: true, new_model: true, class: true, styles: true },
  ...{ tier: true, more_packs: true, show: true, example: true, pack: true, terms: true },
}

/** Whether a tap is a step of the main story. */
export function isStep(tap: Tap): tap is StepTap {
  return Object.hasOwn(steps, tap.kind)
}
