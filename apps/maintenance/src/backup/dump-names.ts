const pattern = /^astria-bot-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.dump$/

/** Sorts by time; has no colon, which some file systems refuse. */
export function dumpName(at: Date): string {
  return `astria-bot-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.dump`
}

/** Whether a file is one of our dumps, and not somebody else's file in the same folder. */
export function isDump(name: string): boolean {
  return pattern.test(name)
}

/** What a killed run has left of a dump. */
export function isHalfDump(name: string): boolean {
  return name.endsWith('.half') && isDump(name.slice(0, -'.half'.length))
}
