// Writes migrations/0000_baseline.sql anew from src/schema: nothing is released yet, so there is one baseline and no
// history. Hand-written files (0001_….sql and up: triggers, functions) stay, and are listed after it in their order.
// Nothing is touched unless drizzle-kit succeeds. `--check` only compares.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const root = path.join(import.meta.dirname, '..')
const folder = path.join(root, 'migrations')
const check = process.argv.includes('--check')
const fresh = fs.mkdtempSync(path.join(root, 'node_modules', '.migrations-'))
process.on('exit', () => fs.rmSync(fresh, { recursive: true, force: true }))

generate(fresh)
const baseline = fs.readFileSync(path.join(fresh, '0000_baseline.sql'), 'utf8')
const journal = readJson('_journal.json')
const snapshot = readJson('0000_snapshot.json')

// The time and the id that drizzle-kit makes up are replaced, so that the same schema gives the same files.
const epochMs = Date.UTC(2026, 0, 1)
const handWritten = fs.existsSync(folder)
  ? fs
      .readdirSync(folder)
      .filter(name => /^(?!0000)\d{4}_.+\.sql$/.test(name))
      .sort()
  : []
const [first] = journal.entries
journal.entries = [first.tag, ...handWritten.map(name => path.basename(name, '.sql'))].map((tag, idx) => ({
  ...first,
  idx,
  when: epochMs + idx,
  tag,
}))
const hash = createHash('sha256').update(baseline).digest('hex')
snapshot.id = hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5')

const files = {
  '0000_baseline.sql': baseline,
  'meta/0000_snapshot.json': `${JSON.stringify(snapshot, null, 2)}\n`,
  'meta/_journal.json': `${JSON.stringify(journal, null, 2)}\n`,
}
for (const [name, text] of Object.entries(files)) {
  const file = path.join(folder, name)
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue
  if (!check) {
    replace(name, text)
    continue
  }
  console.error(
    `libs/store/migrations/${name} does not fit the tables. Run: npm run --workspace @astria-bot/store generate`,
  )
  process.exitCode = 1
}

function generate(out) {
  const require = createRequire(import.meta.url)
  const kit = path.join(path.dirname(require.resolve('drizzle-kit')), 'bin.cjs')
  const asModule = source => `data:text/javascript,${encodeURIComponent(source)}`
  // npm may install drizzle-orm below this package and drizzle-kit above it, where it does not find the other: show it.
  const hook = `const parentURL = ${JSON.stringify(pathToFileURL(`${root}/package.json`).href)}
    export const resolve = (name, context, next) => next(name, name.startsWith('drizzle-orm') ? { ...context, parentURL } : context)`
  const register = `import { register } from 'node:module'; register(${JSON.stringify(asModule(hook))})`
  const relative = path.relative(root, out)
  const options = ['--dialect=postgresql', '--schema=./src/schema/*/index.ts', `--out=${relative}`, '--name=baseline']
  const done = spawnSync(process.execPath, ['--import', asModule(register), kit, 'generate', ...options], {
    cwd: root,
    env: { ...process.env, NODE_PATH: path.join(root, 'node_modules') },
    encoding: 'utf8',
  })
  if (done.status === 0 && fs.existsSync(path.join(out, '0000_baseline.sql'))) return
  console.error(`${done.stdout}${done.stderr}\ndrizzle-kit failed: migrations/ stays as it was`)
  process.exit(1)
}

function readJson(name) {
  return JSON.parse(fs.readFileSync(path.join(fresh, 'meta', name), 'utf8'))
}

/** Renamed into its place, so that nobody reads half a file. */
function replace(name, text) {
  const half = path.join(fresh, 'half')
  fs.writeFileSync(half, text)
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  fs.renameSync(half, path.join(folder, name))
}
