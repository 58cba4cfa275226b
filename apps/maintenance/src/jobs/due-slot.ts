import { parse } from 'node-cron'

const minuteMs = 60_000
/** How far back is looked: what is due once a month is found. */
const horizonMs = 35 * 24 * 60 * minuteMs
/** Local time differs from UTC by whole quarters of an hour. */
const quarter = 15

/**
 * Tells the last time at which a cron line was due, if that was in the last 35 days. `matches`: whether it is due at an
 * instant, in its zone. What was looked at before is not looked at again.
 */
export function dueSlots(expression: string, matches: (at: Date) => boolean): (now: Date) => Date | null {
  const { second, minute } = parse(expression)
  const secondMs = (second[0] ?? 0) * 1000
  const quarters = new Set(minute.map(one => one % quarter))
  let seen = Number.NEGATIVE_INFINITY
  let last: Date | null = null
  return now => {
    const first = Math.floor((now.getTime() - secondMs) / minuteMs)
    const end = Math.max(seen, first - horizonMs / minuteMs)
    seen = Math.max(seen, first)
    for (let at = first; at > end; at -= 1) {
      if (!quarters.has(at % quarter)) continue
      const candidate = new Date(at * minuteMs + secondMs)
      if (matches(candidate)) {
        last = candidate
        break
      }
    }
    return last
  }
}
