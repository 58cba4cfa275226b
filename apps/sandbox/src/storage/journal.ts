import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type AppendFile, openAppendFile, readLines } from './append-file.ts'

export interface Table<Row extends { id: string }> {
  get(id: string): Row | undefined
  all(): IterableIterator<Row>
  put(row: Row): Row
  delete(id: string): void
}

export interface Journal {
  table<Row extends { id: string }>(name: string): Table<Row>
  close(): Promise<void>
}

interface Line {
  table: string
  row?: { id: string }
  deleted?: string
}

/** Tables in memory; with a file, every change is appended to it, and a start reads it back and writes it anew without history. */
export function openJournal(path: string | undefined): Journal {
  const tables = new Map<string, Map<string, { id: string }>>()
  const rowsOf = (name: string) => {
    const rows = tables.get(name) ?? new Map<string, { id: string }>()
    tables.set(name, rows)
    return rows
  }
  let file: AppendFile | undefined
  if (path) {
    for (const line of readLines(path) as Line[]) {
      if (line.row) rowsOf(line.table).set(line.row.id, line.row)
      else if (line.deleted) rowsOf(line.table).delete(line.deleted)
    }
    rewrite(path, tables)
    file = openAppendFile(path)
  }
  return {
    table<Row extends { id: string }>(name: string): Table<Row> {
      const rows = rowsOf(name) as Map<string, Row>
      return {
        get: id => rows.get(id),
        all: () => rows.values(),
        put(row) {
          rows.set(row.id, row)
          file?.append(JSON.stringify({ table: name, row }))
          return row
        },
        delete(id) {
          if (rows.delete(id)) file?.append(JSON.stringify({ table: name, deleted: id }))
        },
      }
    },
    close: async () => file?.close(),
  }
}

function rewrite(path: string, tables: Map<string, Map<string, { id: string }>>): void {
  const lines: string[] = []
  for (const [table, rows] of tables) for (const row of rows.values()) lines.push(JSON.stringify({ table, row }))
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, lines.length ? `${lines.join('\n')}\n` : '')
  renameSync(`${path}.new`, path)
}
