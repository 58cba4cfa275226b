import { readFileSync } from 'node:fs'

/** What a sample webhook leaves behind. */
export interface Expectation {
  /** The file in libs/whatsapp/test-fixtures. */
  webhook: string
  /** Lines of read-rows.ts with `+` (new) or `~` (reads otherwise now), in alphabetical order. */
  changes: readonly string[]
}

/** Reads `expected-rows.txt`: a webhook at the beginning of a line, and below it, indented, what it leaves. `#` is a comment. */
export function readExpectations(): Expectation[] {
  const text = readFileSync(new URL('../../src/webhooks/expected-rows.txt', import.meta.url), 'utf8')
  const lines = text.split('\n').filter(line => line.trim() !== '' && !line.startsWith('#'))
  const found: { webhook: string; changes: string[] }[] = []
  for (const line of lines) {
    if (line.startsWith(' ')) found.at(-1)?.changes.push(line.trim())
    else found.push({ webhook: line.trim(), changes: [] })
  }
  return found
}
