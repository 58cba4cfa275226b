import { comparisonsIn } from '../conditions/comparisons-in.ts'
import type { Automation } from '../definition/automation.ts'
import { closest } from './closest.ts'
import { expressionsOf } from './expressions-of.ts'
import type { Path, Report } from './problem.ts'

/** Reports numbers that are none of ours: nobody ever writes to them. */
export function checkChannels(automation: Automation, channels: readonly string[] | undefined, report: Report): void {
  if (!channels) return
  const check = (value: unknown, path: Path) => {
    if (channels.includes(String(value))) return
    report(path, 'unknown_channel', `"${value}" is none of our numbers.${closest(String(value), channels)}`)
  }
  const { trigger } = automation
  const wanted = 'channels' in trigger ? (trigger.channels ?? []) : []
  for (const [index, channel] of wanted.entries()) check(channel, ['trigger', 'channels', index])
  for (const { path, expression } of expressionsOf(automation)) {
    for (const { path: at, comparison } of comparisonsIn(expression, path)) {
      const { field, op, value } = comparison
      if (field !== 'contact.channel' || !whole.has(op)) continue
      if (!Array.isArray(value)) check(value, [...at, 'value'])
      else for (const [index, one] of value.entries()) check(one, [...at, 'value', index])
    }
  }
}

/** These compare with a whole number, not with a part of one. */
const whole: ReadonlySet<string> = new Set(['equals', 'not_equals', 'one_of', 'none_of'])
