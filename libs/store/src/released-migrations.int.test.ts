import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'tap'

const store = fileURLToPath(new URL('..', import.meta.url))

test('what is released never changes: later changes of the tables go into a migration of their own', async t => {
  const copy = fs.mkdtempSync(path.join(store, 'node_modules', '.released-'))
  t.teardown(() => fs.rmSync(copy, { recursive: true, force: true }))
  for (const part of ['scripts', 'migrations', 'src/schema', 'package.json']) {
    fs.cpSync(path.join(store, part), path.join(copy, part), { recursive: true })
  }
  // Where npm has put it, below this package or above.
  const drizzle = ['node_modules', '../../node_modules']
    .map(folder => path.join(store, folder, 'drizzle-orm'))
    .find(fs.existsSync)
  fs.mkdirSync(path.join(copy, 'node_modules'))
  fs.symlinkSync(drizzle ?? '', path.join(copy, 'node_modules/drizzle-orm'))
  const { NODE_OPTIONS: _, ...env } = process.env
  const generate = (...words: string[]) => {
    const done = spawnSync(process.execPath, ['scripts/generate.mjs', ...words], { cwd: copy, env, encoding: 'utf8' })
    return { code: done.status, said: done.stderr }
  }
  const migrations = () => fs.readdirSync(path.join(copy, 'migrations')).filter(name => name.endsWith('.sql'))
  const before = migrations()
  const next = `${String(before.length).padStart(4, '0')}_changes.sql`

  t.match(generate('--release'), { code: 0 })
  t.match(generate('--check'), { code: 0 })
  const table = path.join(copy, 'src/schema/ops/announced.ts')
  fs.writeFileSync(table, fs.readFileSync(table, 'utf8').replace('kind: text()', 'extra: text(), kind: text()'))
  t.match(generate('--check'), { code: 1, said: /_changes\.sql does not fit/ })
  t.match(generate(), { code: 0 })
  t.same(migrations(), [...before, next].sort())
  t.match(fs.readFileSync(path.join(copy, 'migrations', next), 'utf8'), 'ADD COLUMN "extra" text')
  t.match(generate('--check'), { code: 0 })

  fs.appendFileSync(path.join(copy, 'migrations/0000_baseline.sql'), '\n-- one more word')
  t.match(generate('--check'), { code: 1, said: /0000_baseline\.sql is released and was changed/ })
  t.match(generate(), { code: 1, said: /put it back/ })
})
