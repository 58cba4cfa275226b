import fs from 'node:fs'
import { fields } from '@astria-bot/automation/core'
import { test } from 'tap'

test('the README names every field, its certainty, and no other', async t => {
  const readme = fs.readFileSync(new URL('../../../src/core/README.md', import.meta.url), 'utf8')
  const rows = [...readme.matchAll(/^\| `([a-zA-Z.]+)` \| [^|]+ \| (yes)? ?\| [^|]+ \|$/gm)]
  t.strictSame(
    rows.map(([, path, certain]) => [path, certain !== undefined]),
    Object.entries(fields).map(([path, { certain }]) => [path, certain]),
  )
})
