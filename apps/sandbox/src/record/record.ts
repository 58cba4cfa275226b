import { type AppendFile, openAppendFile, readLines } from '../storage/append-file.ts'

/** One thing that was asked of the sandbox or done by it. `kind` is `<api>.<op>`; `outcome` is what was decided. */
export interface RecordEntry {
  seq: number
  at: string
  kind: string
  outcome: string
  [field: string]: unknown
}

export interface RecordQuery {
  kinds?: readonly string[]
  after?: number
  limit?: number
  /** Fields that must be equal (as text). */
  where?: Readonly<Record<string, string>>
}

/** The judge of the end-to-end tests: it only grows, and no client can change it. */
export interface TheRecord {
  add(kind: string, outcome: string, fields?: Record<string, unknown>): RecordEntry
  find(query: RecordQuery): RecordEntry[]
  /** How many entries share the same values of `by`. */
  count(query: RecordQuery, by: readonly string[]): { values: Record<string, unknown>; count: number }[]
  last(): number
  close(): Promise<void>
}

/** `whatsapp` finds `whatsapp.send` and `whatsapp.read`; `whatsapp.send` finds only itself. */
const isOfKind = (kind: string, wanted: string) => kind === wanted || kind.startsWith(`${wanted}.`)

export function openRecord(path: string | undefined): TheRecord {
  const entries: RecordEntry[] = path ? (readLines(path) as RecordEntry[]) : []
  const file: AppendFile | undefined = path ? openAppendFile(path) : undefined
  let seq = entries.at(-1)?.seq ?? 0

  const find = ({ kinds = [], after = 0, limit = Number.POSITIVE_INFINITY, where = {} }: RecordQuery) => {
    const wanted = Object.entries(where)
    const found: RecordEntry[] = []
    for (let i = firstAfter(entries, after); i < entries.length && found.length < limit; i++) {
      const entry = entries[i]!
      if (kinds.length > 0 && !kinds.some(kind => isOfKind(entry.kind, kind))) continue
      if (wanted.every(([field, value]) => String(entry[field] ?? '') === value)) found.push(entry)
    }
    return found
  }
  return {
    add(kind, outcome, fields = {}) {
      const entry: RecordEntry = { seq: ++seq, at: new Date().toISOString(), kind, outcome, ...fields }
      entries.push(entry)
      file?.append(JSON.stringify(entry))
      return entry
    },
    find,
    count(query, by) {
      const groups = new Map<string, { values: Record<string, unknown>; count: number }>()
      for (const entry of find(query)) {
        const values = Object.fromEntries(by.map(field => [field, entry[field] ?? null]))
        const key = JSON.stringify(values)
        const group = groups.get(key) ?? { values, count: 0 }
        group.count++
        groups.set(key, group)
      }
      return [...groups.values()]
    },
    last: () => seq,
    close: async () => file?.close(),
  }
}

function firstAfter(entries: readonly RecordEntry[], seq: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (entries[middle]!.seq > seq) high = middle
    else low = middle + 1
  }
  return low
}
