// Writes the migrations from src/schema. Before the first release: 0000_baseline.sql, always anew. Afterwards (there is
// migrations/RELEASED): what has changed since the last release, in one file behind the released ones, always anew; the
// released ones are never touched. Hand-written files (triggers, functions) stay, and are listed after it in their order.
// Nothing is written unless drizzle-kit succeeds.
//   --check     only compares, and refuses a released migration that was changed
//   --release   writes down that all migrations there are now have been released
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { brokenReleases, release, releasedTags } from './released.mjs'

const root = path.join(import.meta.dirname, '..')
const folder = path.join(root, 'migrations')
const check = process.argv.includes('--check')

for (const sentence of brokenReleases(folder)) fail(`libs/store/migrations/${sentence}`)
if (process.argv.includes('--release')) {
  release(folder)
  process.exit(0)
}

const fresh = fs.mkdtempSync(path.join(root, 'node_modules', '.migrations-'))
process.on('exit', () => fs.rmSync(fresh, { recursive: true, force: true }))
const released = releasedTags(folder)
const name = released.length === 0 ? 'baseline' : 'changes'
const number = String(released.length).padStart(4, '0')
const generated = `${number}_${name}`
copyReleased()
generate(fresh)

const isChanged = fs.existsSync(path.join(fresh, `${generated}.sql`))
const journal = readJson('_journal.json')
// The time and the id that drizzle-kit makes up are replaced, so that the same schema gives the same files.
const epochMs = Date.UTC(2026, 0, 1)
const handWritten = namesIn(folder).filter(file => {
  const tag = path.basename(file, '.sql')
  return !released.includes(tag) && tag !== generated
})
const tags = [...released, ...(isChanged ? [generated] : []), ...handWritten.map(file => path.basename(file, '.sql'))]
journal.entries = tags.map((tag, idx) => ({ idx, version: '7', when: epochMs + idx, tag, breakpoints: true }))

const files = { 'meta/_journal.json': `${JSON.stringify(journal, null, 2)}\n` }
if (isChanged) {
  const sql = fs.readFileSync(path.join(fresh, `${generated}.sql`), 'utf8')
  const snapshot = readJson(`${number}_snapshot.json`)
  const hash = createHash('sha256').update(sql).digest('hex')
  snapshot.id = hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5')
  files[`${generated}.sql`] = sql
  files[`meta/${number}_snapshot.json`] = `${JSON.stringify(snapshot, null, 2)}\n`
} else {
  files[`${generated}.sql`] = undefined
  files[`meta/${number}_snapshot.json`] = undefined
}
for (const [file, text] of Object.entries(files)) {
  const current = fs.existsSync(path.join(folder, file)) ? fs.readFileSync(path.join(folder, file), 'utf8') : undefined
  if (current === text) continue
  if (check)
    fail(`libs/store/migrations/${file} does not fit the tables. Run: npm run --workspace @astria-bot/store generate`)
  else if (text === undefined) fs.rmSync(path.join(folder, file))
  else replace(file, text)
}

/** drizzle-kit compares the tables with the newest snapshot in its folder: the last that was released. */
function copyReleased() {
  if (released.length === 0) return
  fs.mkdirSync(path.join(fresh, 'meta'))
  for (const tag of released) fs.copyFileSync(path.join(folder, `${tag}.sql`), path.join(fresh, `${tag}.sql`))
  for (const file of fs.readdirSync(path.join(folder, 'meta'))) {
    const isReleased = /^\d{4}_snapshot\.json$/.test(file) && file < `${number}_`
    if (isReleased) fs.copyFileSync(path.join(folder, 'meta', file), path.join(fresh, 'meta', file))
  }
  const known = JSON.parse(fs.readFileSync(path.join(folder, 'meta', '_journal.json'), 'utf8'))
  const entries = known.entries.filter(({ tag }) => released.includes(tag))
  fs.writeFileSync(path.join(fresh, 'meta', '_journal.json'), JSON.stringify({ ...known, entries }))
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
  const options = ['--dialect=postgresql', '--schema=./src/schema/*/index.ts', `--out=${relative}`, `--name=${name}`]
  const done = spawnSync(process.execPath, ['--import', asModule(register), kit, 'generate', ...options], {
    cwd: root,
    env: { ...process.env, NODE_PATH: path.join(root, 'node_modules') },
    encoding: 'utf8',
  })
  // It ends with 0 whatever happened.
  if (fs.existsSync(path.join(out, `${generated}.sql`)) || /No schema changes/.test(done.stdout)) return
  console.error(`${done.stdout}${done.stderr}\ndrizzle-kit failed: migrations/ stays as it was`)
  process.exit(1)
}

function namesIn(place) {
  return fs.existsSync(place)
    ? fs
        .readdirSync(place)
        .filter(file => /^\d{4}_.+\.sql$/.test(file))
        .sort()
    : []
}

function readJson(file) {
  return JSON.parse(fs.readFileSync(path.join(fresh, 'meta', file), 'utf8'))
}

/** Renamed into its place, so that nobody reads half a file. */
function replace(file, text) {
  const half = path.join(fresh, 'half')
  fs.writeFileSync(half, text)
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  fs.renameSync(half, path.join(folder, file))
}

function fail(sentence) {
  console.error(sentence)
  process.exitCode = 1
  if (!check) process.exit(1)
}
