import type { Lane } from './lane.ts'
import type { Ownership } from './ownership.ts'
import type { SqlClient } from './sql-client.ts'
import { nextEvents } from './statements.ts'

/** The next event of a lane. */
export interface NextEvent {
  lane: Lane
  id: string
  type: string
  envelope: string
}

/** Looks for the next events of lanes. */
export interface LaneReader {
  /** Looks into the lanes that are due. */
  look(): void
  /** The lane may take its next event, at once or after a while. */
  free(lane: Lane, delayMs?: number): void
  stop(): void
}

/** What a reader is made of. */
export interface LaneReaderOptions {
  sql: SqlClient
  ownership: Ownership
  lanes: readonly Lane[]
  types: readonly string[]
  /** Gets the next event of a lane, which is busy until it is freed. */
  found: (next: NextEvent) => void
}

interface NextEventRow {
  partition: number
  id: string | null
  type: string
  envelope: string
  horizon: string
}

/** How long to wait where the database did not answer. */
export const DATABASE_PAUSE_MS = 500

/** Makes a reader: one statement looks into all lanes that are due, and nothing is asked while none is. */
export function createLaneReader({ sql, ownership, lanes, types, found }: LaneReaderOptions): LaneReader {
  const timers = new Set<NodeJS.Timeout>()
  const byPartition = new Map(lanes.map(lane => [lane.partition, lane]))
  let stopped = false
  let looking = false

  const free = (lane: Lane, delayMs = 0) => {
    if (delayMs > 0) return later(lane, delayMs)
    lane.busy = false
    lane.due = true
    void look()
  }
  const later = (lane: Lane, delayMs: number) => {
    if (stopped) return
    lane.busy = true
    const timer = setTimeout(() => {
      timers.delete(timer)
      free(lane)
    }, delayMs)
    timers.add(timer)
  }

  const look = async () => {
    if (looking) return
    looking = true
    for (let due = dueOf(lanes); due.length > 0 && !stopped; due = dueOf(lanes)) {
      for (const lane of due) lane.due = false
      const rows = await read(due).catch(() => undefined)
      if (stopped) break
      if (rows) rows.forEach(take)
      else for (const lane of due) later(lane, DATABASE_PAUSE_MS)
    }
    looking = false
  }
  const read = async (due: readonly Lane[]): Promise<NextEventRow[]> => {
    ownership.assert()
    const { rows } = await sql.query(nextEvents, [due.map(l => l.partition), due.map(l => l.position), types])
    return rows
  }
  const take = ({ partition, id, type, envelope, horizon }: NextEventRow) => {
    const lane = byPartition.get(partition)
    if (!lane) return
    if (id === null) {
      if (BigInt(horizon) > BigInt(lane.position)) lane.position = horizon
      return
    }
    lane.busy = true
    found({ lane, id, type, envelope })
  }

  return {
    look: () => void look(),
    free,
    stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

function dueOf(lanes: readonly Lane[]): Lane[] {
  return lanes.filter(({ due, busy }) => due && !busy)
}
