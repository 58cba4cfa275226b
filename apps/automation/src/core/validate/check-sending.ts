import { OutboundContent } from '@astria-bot/contracts'
import type { Automation } from '../definition/automation.ts'
import type { StepOf } from '../definition/step.ts'
import type { Trigger } from '../definition/trigger.ts'
import { approximateMs } from '../time/duration.ts'
import { isTimeZone } from '../time/zone.ts'
import type { placedSteps } from './check-steps.ts'
import { checkTemplate } from './check-template.ts'
import { checkVariables, withSamples } from './check-variables.ts'
import type { Known } from './known.ts'
import { type Path, problemsOf, type Report } from './problem.ts'

type Placed = ReturnType<typeof placedSteps>[number]

/** Reports what is wrong with what a step says or writes: content, templates, variables. */
export function checkContent({ step, path }: Placed, { trigger }: Automation, known: Known, report: Report): void {
  const { id: _id, type: _type, ...rest } = step
  if (step.type === 'send') {
    checkDraft(step, path, report)
    checkVariables(step.content, [...path, 'content'], trigger, report)
    if (step.template) checkVariables(step.template, [...path, 'template'], trigger, report)
  } else if (step.type !== 'branch' && step.type !== 'go_to' && step.type !== 'start' && step.type !== 'wait') {
    checkVariables(rest, path, trigger, report)
  }
  if ((step.type === 'send' || step.type === 'send_template') && step.template) {
    checkTemplate(step.template, [...path, 'template'], known, report)
  }
  if (step.type === 'update_contact' && step.timeZone && !step.timeZone.includes('{{') && !isTimeZone(step.timeZone)) {
    report([...path, 'timeZone'], 'wrong_zone', 'There is no such time zone; it is written like Asia/Jerusalem.')
  }
}

function checkDraft({ content }: StepOf<'send'>, path: Path, report: Report): void {
  if (content.type === 'template') {
    report([...path, 'content', 'type'], 'wrong_content', 'A template is sent by a step of the type send_template.')
    return
  }
  const parsed = OutboundContent.safeParse(withSamples(content))
  if (parsed.success) return
  for (const problem of problemsOf(parsed.error)) {
    report([...path, 'content', ...(problem.path ? [problem.path] : [])], 'wrong_content', problem.message)
  }
}

/** Warns of free text that will mostly come to nothing: more than 24 hours after the contact's last message. */
export function warnOfClosedWindow(automation: Automation, steps: readonly Placed[], warn: Report): void {
  let isLate = startsLate(automation.trigger)
  for (const { step, path } of steps) {
    if (step.type === 'wait' && (step.for ? approximateMs(step.for) : 0) >= NEARLY_A_DAY_MS) isLate = true
    if (step.type === 'send' && !step.template && isLate) {
      warn(
        path,
        'window_closed',
        'Who did not write in the last 24 hours gets it only if they write before it expires: WhatsApp then takes only templates. Bind one.',
      )
    }
  }
}

/** Warns of messages behind a step that hands the contact over: the automation itself has silenced them. */
export function warnOfHandOver(steps: readonly Placed[], warn: Report): void {
  let isHandedOver = false
  for (const { step, path } of steps) {
    if (step.type === 'hand_over') isHandedOver = true
    if ((step.type !== 'send' && step.type !== 'send_template') || !isHandedOver || step.whileHandedOver) continue
    warn(
      path,
      'handed_over',
      'A person answers by then, so that it is left out: say it before, or set whileHandedOver.',
    )
  }
}

const NEARLY_A_DAY_MS = 23 * 3_600_000

/** Whether a trigger rings at a time of its own, rather than soon after the contact did something. */
function startsLate(trigger: Trigger): boolean {
  const { type } = trigger
  if (type === 'relative' && 'event' in trigger.to) return approximateMs(trigger.offset) >= NEARLY_A_DAY_MS
  return type === 'birthday' || type === 'schedule' || type === 'once' || type === 'relative' || type === 'manual'
}
