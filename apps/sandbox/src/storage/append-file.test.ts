import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'tap'
import { openAppendFile, readLines } from './append-file.ts'

test('a line is in the file when it was appended, and a cut last line harms no other', async t => {
  const file = path.join(t.testdir(), 'folder', 'lines.jsonl')
  const lines = openAppendFile(file)
  lines.append('{"n":1}')
  t.same(readLines(file), [{ n: 1 }], 'at once: a process that is killed now has forgotten nothing')
  lines.append('{"n":2}')
  await lines.close()
  await lines.close()
  lines.append('{"n":3}')
  appendFileSync(file, '{"n":')
  t.same(readLines(file), [{ n: 1 }, { n: 2 }])
})
