import { z } from 'zod'
import { addDays, atMinutes, parseClock } from './local-time.ts'
import { ClockTime, ZoneChoice } from './schemas.ts'
import { instantOf, localTimeAt, secondInstantOf } from './zone.ts'

/** When nothing is sent: from 22:00 to 08:00. What falls into it waits until it ends, or is left out. */
export const QuietHours = z
  .strictObject({
    from: ClockTime,
    to: ClockTime,
    timeZone: ZoneChoice,
    rule: z.enum(['wait', 'skip']),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'Quiet hours that never end leave no time to send.' })
export type QuietHours = z.infer<typeof QuietHours>

/** When the quiet hours that hold at an instant end; undefined if none hold. */
export function quietUntil(quiet: QuietHours | undefined, contactZone: string, instantMs: number): number | undefined {
  if (!quiet) return undefined
  const zone = quiet.timeZone === 'contact' ? contactZone : quiet.timeZone
  const now = localTimeAt(zone, instantMs)
  const minutes = now.hour * 60 + now.minute
  const from = parseClock(quiet.from) ?? 0
  const to = parseClock(quiet.to) ?? 0
  const isQuiet = from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to
  if (!isQuiet) return undefined
  const endsToday = minutes < to
  const end = atMinutes(endsToday ? now : addDays(now, 1), to)
  const endMs = instantOf(zone, end)
  // While an hour is repeated the end of the first pass may lie behind us: then that of the second is meant.
  return endMs > instantMs ? endMs : secondInstantOf(zone, end)
}
