import { type LocalTime, localAsUtcMs, utcMsAsLocal } from './local-time.ts'

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat | null>()

/** Whether a name is one of the IANA time zone database's, such as `Asia/Jerusalem`. Offsets (`+02:00`) are none. */
export function isTimeZone(name: string): boolean {
  return formatOf(name) !== null
}

/** How far a zone's clocks are ahead of UTC at an instant. Throws a RangeError if there is no such zone. */
export function offsetMs(zone: string, instantMs: number): number {
  if (zone === 'UTC') return 0
  const format = formatOf(zone)
  if (!format) throw new RangeError(`there is no time zone ${zone}`)
  const wholeMs = Math.floor(instantMs / 1000) * 1000
  const field = { era: '', year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  for (const { type, value } of format.formatToParts(wholeMs)) {
    if (type === 'era') field.era = value
    else if (type in field) field[type as 'year'] = Number(value)
  }
  const year = field.era.startsWith('B') ? 1 - field.year : field.year
  const { month, day, hour, minute, second } = field
  return localAsUtcMs({ year, month, day, hour, minute }) + second * 1000 - wholeMs
}

/** What the clocks of a zone show at an instant. */
export function localTimeAt(zone: string, instantMs: number): LocalTime {
  return utcMsAsLocal(instantMs + offsetMs(zone, instantMs))
}

/**
 * When the clocks of a zone show a local time. A time that a change of the clocks skips is moved on by what was skipped
 * (02:30 becomes 03:30); of a time that comes twice the first is meant: RFC 5545, 3.3.5, and Temporal's `compatible`.
 */
export function instantOf(zone: string, local: LocalTime): number {
  const asUtcMs = localAsUtcMs(local)
  const beforeMs = offsetMs(zone, asUtcMs - DAY_MS)
  const afterMs = offsetMs(zone, asUtcMs + DAY_MS)
  const candidates = [asUtcMs - beforeMs, asUtcMs - afterMs].filter(ms => ms + offsetMs(zone, ms) === asUtcMs)
  return candidates.length > 0 ? Math.min(...candidates) : asUtcMs - beforeMs
}

/** When a local time comes for the second time, because the clocks were set back; undefined if it comes only once. */
export function secondInstantOf(zone: string, local: LocalTime): number | undefined {
  const asUtcMs = localAsUtcMs(local)
  const firstMs = instantOf(zone, local)
  const secondMs = asUtcMs - offsetMs(zone, asUtcMs + DAY_MS)
  return secondMs > firstMs && secondMs + offsetMs(zone, secondMs) === asUtcMs ? secondMs : undefined
}

/**
 * How far a zone's clocks are ahead of UTC at the beginning and the end of a few days, and when that changes in between.
 * Of the handful of changes in history that came within days of each other only the sum is seen.
 */
export function clocksAround(
  zone: string,
  fromMs: number,
  untilMs: number,
): { beforeMs: number; afterMs: number; changeMs: number } {
  const [beforeMs, afterMs] = [offsetMs(zone, fromMs), offsetMs(zone, untilMs)]
  let [low, high] = [fromMs, untilMs]
  while (beforeMs !== afterMs && high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetMs(zone, middle) === beforeMs) low = middle
    else high = middle
  }
  return { beforeMs, afterMs, changeMs: high }
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const format = /^[A-Za-z]/.test(zone) ? createFormat(zone) : null
  // A stranger's names must not fill the memory: the real ones are about 600.
  if (formats.size < 2000) formats.set(zone, format)
  return format
}

function createFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return null
  }
}
