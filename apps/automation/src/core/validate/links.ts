import type { Automation } from '../definition/automation.ts'
import { eventOf } from '../facts/occasion-fields.ts'
import { placedSteps } from './check-steps.ts'
import type { Path, Report } from './problem.ts'

/** A stored automation. */
export interface Stored {
  readonly automationId: string
  readonly definition: Automation
}

/** Reports steps by which an automation starts itself again, directly or through others. */
export function checkLinks(self: Stored, others: readonly Stored[], report: Report): void {
  const all = [
    self,
    ...others.filter(({ automationId, definition }) => automationId !== self.automationId && definition.enabled),
  ]
  for (const { step, path } of placedSteps(self.definition.steps, ['steps'])) {
    for (const target of all.filter(candidate => starts(self.definition, step, candidate))) {
      const way = wayBack(target, self, all)
      if (!way) continue
      const names = way.map(({ definition }) => `"${definition.name}"`).join(', then ')
      report(path, 'loop', `It starts ${names}, and so on for ever.`)
      break
    }
  }
}

/** Reports `start` steps that lead nowhere. */
export function checkStarts(self: Stored, others: readonly Stored[], report: Report): void {
  for (const { step, path } of placedSteps(self.definition.steps, ['steps'])) {
    if (step.type !== 'start' || step.automation === self.automationId) continue
    const at: Path = [...path, 'automation']
    const target = others.find(({ automationId }) => automationId === step.automation)
    if (!target) report(at, 'unknown_automation', 'There is no such automation.')
    else if (target.definition.trigger.type !== 'manual') {
      report(
        at,
        'wrong_automation',
        `"${target.definition.name}" has a trigger of its own; only manual automations can be started by a step.`,
      )
    }
  }
}

/** The automations from one to another, both included; undefined if there is no way. */
function wayBack(from: Stored, to: Stored, all: readonly Stored[]): Stored[] | undefined {
  const cameFrom = new Map<Stored, Stored | null>([[from, null]])
  const waiting = [from]
  for (let at = waiting.shift(); at; at = waiting.shift()) {
    if (at.automationId === to.automationId) {
      const way: Stored[] = []
      for (let back: Stored | null | undefined = at; back; back = cameFrom.get(back)) way.unshift(back)
      return way
    }
    const here = at
    for (const next of all) {
      if (
        cameFrom.has(next) ||
        !placedSteps(here.definition.steps, []).some(({ step }) => starts(here.definition, step, next))
      )
        continue
      cameFrom.set(next, here)
      waiting.push(next)
    }
  }
  return undefined
}

/** Whether a step of one automation can be what starts another. */
function starts(by: Automation, step: Automation['steps'][number], target: Stored): boolean {
  const { trigger } = target.definition
  switch (step.type) {
    case 'start':
      return step.automation === target.automationId
    case 'update_contact':
      if (trigger.type !== 'contact_changed') return false
      return trigger.tagAdded !== undefined
        ? (step.addTags ?? []).includes(trigger.tagAdded)
        : Object.keys(step.attributes ?? {}).includes(trigger.attribute ?? '')
    case 'send':
    case 'send_template':
      // An answer to a failure may fail as well, without being a loop: an automation is not started by what it led to itself.
      return eventOf(trigger) === 'message_failed' && eventOf(by.trigger) !== 'message_failed'
    default:
      return false
  }
}
