import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface AppendFile {
  append(line: string): void
  close(): Promise<void>
}

/**
 * Each line is with the system when `append` returns, so that a killed process has forgotten nothing that it had
 * answered: whoever got the answer relies on it.
 */
export function openAppendFile(path: string): AppendFile {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'a')
  let open = true
  return {
    // What still happens while the process ends (a timer that rings) has nowhere to go.
    append: line => void (open && writeSync(file, `${line}\n`)),
    async close() {
      if (!open) return
      open = false
      fsyncSync(file)
      closeSync(file)
    },
  }
}

/** The whole lines of a JSONL file; a last line that was cut by a kill is left out. */
export function readLines(path: string): unknown[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return []
  }
  const values: unknown[] = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    try {
      values.push(JSON.parse(line))
    } catch {}
  }
  return values
}
