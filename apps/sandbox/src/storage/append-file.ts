import { mkdirSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface AppendFile {
  append(line: string): void
  flush(): Promise<void>
  close(): Promise<void>
}

const FLUSH_MS = 25

/** Lines gather in memory for a moment and are written as one: thousands of appends a second cost a few writes. */
export function openAppendFile(path: string): AppendFile {
  mkdirSync(dirname(path), { recursive: true })
  const opened = open(path, 'a')
  let pending: string[] = []
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (pending.length === 0) return writing
    const text = `${pending.join('\n')}\n`
    pending = []
    writing = writing.then(async () => (await opened).appendFile(text))
    return writing
  }
  return {
    append(line) {
      pending.push(line)
      timer ??= setTimeout(flush, FLUSH_MS)
    },
    flush,
    async close() {
      await flush()
      const file = await opened
      await file.sync()
      await file.close()
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
