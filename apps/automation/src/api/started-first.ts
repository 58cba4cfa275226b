/** An automation of a file, as it stands there: nothing of it is checked yet. */
interface Given {
  id?: string | undefined
  definition: Record<string, unknown>
}

/** The places of a file's automations, each behind those that its steps start: a step may name only what is there. */
export function startedFirst(given: readonly Given[]): number[] {
  const placeOf = new Map(given.flatMap(({ id }, place) => (id === undefined ? [] : [[id, place] as const])))
  const sorted: number[] = []
  const seen = new Set<number>()
  const visit = (place: number) => {
    // Where they start each other in a circle there is no right order: the check of the loop says so.
    if (seen.has(place)) return
    seen.add(place)
    for (const id of startedBy(given[place]!.definition)) {
      const started = placeOf.get(id)
      if (started !== undefined) visit(started)
    }
    sorted.push(place)
  }
  for (const place of given.keys()) visit(place)
  return sorted
}

/** The ids that the `start` steps of a definition name, also those in branches. */
function startedBy(definition: Record<string, unknown>): string[] {
  const ids: string[] = []
  const waiting: unknown[] = [definition]
  while (waiting.length > 0) {
    const at = waiting.pop()
    if (typeof at !== 'object' || at === null) continue
    const { type, automation } = at as { type?: unknown; automation?: unknown }
    if (type === 'start' && typeof automation === 'string') ids.push(automation)
    waiting.push(...Object.values(at))
  }
  return ids
}
