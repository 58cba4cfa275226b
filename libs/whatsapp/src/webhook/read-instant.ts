import { id } from '../values.ts'

/** From here on a number is milliseconds: as seconds it would be the year 5138. */
const millisecondsFrom = 1e11
const year10000Ms = 253_402_300_800_000

/** Reads seconds (a string or a number; milliseconds have been seen in the wild) as ISO 8601. */
export function readInstant(value: unknown): string | undefined {
  const digits = id(value)
  if (digits === undefined || !/^\d{1,16}$/.test(digits)) return undefined
  const number = Number(digits)
  const ms = number >= millisecondsFrom ? number : number * 1000
  return ms > 0 && ms < year10000Ms ? new Date(ms).toISOString() : undefined
}
