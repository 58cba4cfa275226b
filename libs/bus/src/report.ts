import type { BusOptions, BusReport } from './bus.ts'

/** Reports one kind of happening, counted by type of event. */
export function reportByType(
  onEvent: BusOptions['onEvent'],
  kind: BusReport['kind'],
  events: readonly { type: string }[],
): void {
  if (!onEvent) return
  const counts = new Map<string, number>()
  for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1)
  for (const [type, count] of counts) onEvent({ kind, type, count })
}
