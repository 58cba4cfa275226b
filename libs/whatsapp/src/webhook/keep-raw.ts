/** Deeper than this, no item of Meta goes; `JSON.stringify` of something far deeper ends in a stack overflow. */
const deepest = 100
/** Characters of an item that are kept when all of it is too much for the stream (NATS takes 1 MiB per message). */
const headChars = 64 * 1024

function deeperThan(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (left === 0) return true
  for (const one of Object.values(value)) if (deeperThan(one, left - 1)) return true
  return false
}

/** A value from outside as it may be kept in an event: as it came, or a note that it was nested without end. */
export function keepRaw(value: unknown): unknown {
  if (value === undefined) return null
  return deeperThan(value, deepest) ? { dropped: 'nested too deeply' } : value
}

/** The beginning of something too large to be kept. */
export function headOf(json: string): { dropped: string; chars: number; head: string } {
  return { dropped: 'too large', chars: json.length, head: json.slice(0, headChars) }
}
