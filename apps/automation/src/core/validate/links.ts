import type { Automation } from '../definition/automation.ts'
import type { Step } from '../definition/step.ts'
import { eventOf } from '../facts/occasion-fields.ts'
import { placedSteps } from './check-steps.ts'
import type { Path, Report } from './problem.ts'

/** A stored automation. */
export interface Stored {
  readonly automationId: string
  readonly definition: Automation
}

/** How sure it is that a step starts an automation. */
type Certainty = 'sure' | 'perhaps'
/** What each automation starts, so far as it was looked at. */
type Links = (by: Stored) => readonly Stored[]

/**
 * Reports steps by which an automation starts itself again, directly or through others. Where a variable decides (which tag
 * is added), it is only warned of: the engine stops what does come round.
 */
export function checkLinks(self: Stored, others: readonly Stored[], report: Report, warn: Report): void {
  const all = [
    self,
    ...others.filter(({ automationId, definition }) => automationId !== self.automationId && definition.enabled),
  ]
  for (const { step, path } of placedSteps(self.definition.steps, ['steps'])) {
    const way = (least: Certainty) => wayThrough(self, step, all, least)
    const sure = way('sure')
    if (sure) report(path, 'loop', `It starts ${named(sure)}, and so on for ever.`)
    else {
      const perhaps = way('perhaps')
      if (perhaps) warn(path, 'loop', `It may start ${named(perhaps)}, and so on; it is stopped when it comes round.`)
    }
  }
}

const named = (way: readonly Stored[]) => way.map(({ definition }) => `"${definition.name}"`).join(', then ')

function wayThrough(self: Stored, step: Step, all: readonly Stored[], least: Certainty): Stored[] | undefined {
  const targets = all.filter(target => isLink(starts(self.definition, step, target), least))
  if (targets.length === 0) return undefined
  const links: Links = ({ definition }) => {
    const placed = placedSteps(definition.steps, [])
    return all.filter(next => placed.some(one => isLink(starts(definition, one.step, next), least)))
  }
  return wayBack(targets, self, links)
}

const isLink = (certainty: Certainty | undefined, least: Certainty) =>
  certainty === 'sure' || (certainty === 'perhaps' && least === 'perhaps')

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

/** The automations from one of some to another, both included; undefined if there is no way. */
function wayBack(from: readonly Stored[], to: Stored, links: Links): Stored[] | undefined {
  const cameFrom = new Map<Stored, Stored | null>(from.map(one => [one, null]))
  const waiting = [...from]
  for (let at = waiting.shift(); at; at = waiting.shift()) {
    if (at.automationId === to.automationId) {
      const way: Stored[] = []
      for (let back: Stored | null | undefined = at; back; back = cameFrom.get(back)) way.unshift(back)
      return way
    }
    for (const next of links(at)) {
      if (cameFrom.has(next)) continue
      cameFrom.set(next, at)
      waiting.push(next)
    }
  }
  return undefined
}

/** Whether a step of one automation can be what starts another. */
function starts(by: Automation, step: Step, target: Stored): Certainty | undefined {
  const { trigger } = target.definition
  switch (step.type) {
    case 'start':
      return step.automation === target.automationId ? 'sure' : undefined
    case 'update_contact': {
      if (trigger.type === 'relative' && 'field' in trigger.to) {
        const set = Object.keys(step.attributes ?? {}).map(name => `contact.attributes.${name}`)
        // Its time counts anew from a date that is another one each time.
        const { field } = trigger.to
        const value = set.includes(field) ? step.attributes?.[field.slice('contact.attributes.'.length)] : undefined
        return typeof value === 'string' && value.includes('{{') ? 'perhaps' : undefined
      }
      if (trigger.type !== 'contact_changed') return undefined
      const { tagAdded, attribute = '' } = trigger
      if (tagAdded === undefined) return Object.hasOwn(step.attributes ?? {}, attribute) ? 'sure' : undefined
      const tags = step.addTags ?? []
      return tags.includes(tagAdded) ? 'sure' : tags.some(tag => tag.includes('{{')) ? 'perhaps' : undefined
    }
    case 'send':
    case 'send_template':
      // An answer to a failure may fail as well, without being a loop: an automation is not started by what it led to itself.
      return eventOf(trigger) === 'message_failed' && eventOf(by.trigger) !== 'message_failed' ? 'sure' : undefined
    default:
      return undefined
  }
}
