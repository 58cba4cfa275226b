import type { Automation } from '../definition/automation.ts'
import type { Step } from '../definition/step.ts'

/** What holds for all of an automation, in words: its place among others, its limits, its quiet hours, what ends it. */
export function explainRules(automation: Automation): string[] {
  const { priority, exclusive, quietHours, stopOnReply } = automation
  return [
    ...(priority === 100 ? [] : [`Priority ${priority}: before automations with a lower one (100 is usual)`]),
    ...(exclusive ? ['Where it fits a message, automations with a lower priority do not get it'] : []),
    ...explainLimits(automation),
    ...(quietHours ? [explainQuietHours(quietHours)] : []),
    ...(stopOnReply ? ['It ends when the contact writes while it waits'] : []),
    ...(hasTimes(automation) ? [explainMissed(automation.missed)] : []),
    ...(asksForZone(automation) ? [`Where the contact's time zone is not known, it is ${automation.timeZone}`] : []),
  ]
}

function explainLimits({ limits }: Automation): string[] {
  const { perContact, perContactPerDay, perDay, messagesPerContactPerDay } = limits
  const line = (most: number | undefined, whom: string, what = times) =>
    most === undefined ? [] : [`At most ${what(most)} ${whom}`]
  return [
    ...line(perContact, 'for each contact'),
    ...line(perContactPerDay, 'a day for each contact'),
    ...line(perDay, 'a day for all contacts together'),
    ...line(messagesPerContactPerDay, 'a day to each contact: those beyond are left out', messages),
  ]
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`)
const messages = (count: number) => (count === 1 ? 'one message' : `${count} messages`)

function explainQuietHours({ from, to, timeZone, rule }: NonNullable<Automation['quietHours']>): string {
  const zone = timeZone === 'contact' ? "the contact's own time" : timeZone
  const then = rule === 'wait' ? 'what falls into it waits until then' : 'what falls into it is left out'
  return `Nothing is sent from ${from} to ${to} (${zone}): ${then}`
}

function explainMissed({ rule, withinHours }: Automation['missed']): string {
  if (rule === 'skip') return 'Times that were missed while nothing ran are left out'
  const which = rule === 'all' ? 'all are' : 'the last one is'
  return `Of times that were missed while nothing ran ${which} made up for, within ${withinHours} hours`
}

const timed: ReadonlySet<string> = new Set(['birthday', 'schedule', 'once', 'relative'])
const hasTimes = ({ trigger }: Automation) => timed.has(trigger.type)

/** Whether something of it goes by the contact's own clock or calendar. */
function asksForZone({ trigger, limits, quietHours, steps }: Automation): boolean {
  if (trigger.type === 'birthday' || trigger.type === 'relative') return true
  if ('timeZone' in trigger && trigger.timeZone === 'contact') return true
  if (trigger.type === 'message' && trigger.firstOfDay) return true
  if (limits.perContactPerDay || limits.messagesPerContactPerDay || quietHours?.timeZone === 'contact') return true
  return steps.some(waits)
}

function waits(step: Step): boolean {
  if (step.type !== 'branch') return step.type === 'wait'
  return [...step.cases.flatMap(({ steps }) => steps), ...(step.otherwise ?? [])].some(waits)
}
