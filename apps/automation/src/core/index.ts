export { holds } from './conditions/evaluate.ts'
export { explain } from './conditions/explain.ts'
export { isTimeless } from './conditions/timeless.ts'
export { Automation, type Limits } from './definition/automation.ts'
export type { Draft } from './definition/draft.ts'
export { Expression } from './definition/expression.ts'
export type { Keyword } from './definition/keyword.ts'
export { Step, type StepOf } from './definition/step.ts'
export { SystemEvent } from './definition/system-event.ts'
export { MessageKind, Trigger, type TriggerOf } from './definition/trigger.ts'
export { examples } from './examples/examples.ts'
export { isWindowOpen } from './facts/contact-fields.ts'
export type {
  Facts,
  MessageOccasion,
  ModelFacts,
  Occasion,
  OrderFacts,
  OrderState,
  SlotOccasion,
  SystemOccasion,
} from './facts/facts.ts'
export { fieldAt, fields } from './facts/fields.ts'
export { compileKeywords, type KeywordHit, type KeywordMatcher } from './match/compile-keywords.ts'
export { compileRules, type Match, type Rule, type RuleBook } from './match/compile-rules.ts'
export { fits } from './match/fits.ts'
export { fill } from './text/fill.ts'
export { fold, foldLightly } from './text/fold.ts'
export { birthdayOf, birthdaySlot, birthdaysOn, nextBirthday } from './time/birthday.ts'
export { parseCron } from './time/cron.ts'
export { nextSlot, previousSlot, slotsBetween } from './time/cron-slots.ts'
export { addDuration, Duration } from './time/duration.ts'
export { type DueSlots, MissedRule, partDueSlots } from './time/missed.ts'
export { isOpen, OpeningHours } from './time/opening-hours.ts'
export { quietUntil } from './time/quiet-hours.ts'
export { instantOf, isTimeZone, localTimeAt } from './time/zone.ts'
export type { Known, KnownTemplate } from './validate/known.ts'
export type { Problem } from './validate/problem.ts'
export { type Reading, readAutomation } from './validate/read-automation.ts'
export { type Findings, validate } from './validate/validate.ts'
export { explainAutomation } from './words/explain-automation.ts'
