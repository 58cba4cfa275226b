import fs from 'node:fs'

/** What time it is for automations. Leases and time-outs do not use it. */
export type Clock = () => Date

/** The real time; in tests ahead by what a file says, so that several processes go through a week in a minute. */
export function createClock(aheadFile: string | undefined): Clock {
  if (aheadFile === undefined) return () => new Date()
  return () => new Date(Date.now() + Number(fs.readFileSync(aheadFile, 'utf8')))
}
