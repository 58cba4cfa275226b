// Runs the tests: brings the tools, starts one Postgres for all of them, runs the compiled test files, and ends with
// the line `N passed, N failed`.
//
//   node scripts/test.mjs                 all of them
//   node scripts/test.mjs libs/bus story  those whose path contains one of the words
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, natsServer } from './tools.mjs'

const words = process.argv.slice(2)

/** Test files by their sources, so that what was compiled from a deleted file is not run. */
const sources = folder =>
  fs.existsSync(folder)
    ? fs
        .readdirSync(folder, { recursive: true })
        .map(String)
        .filter(name => name.endsWith('.test.ts'))
        .map(name => name.split(path.sep).join('/'))
    : []
const compiled = name => name.replace(/\.ts$/, '.js')
const inPackages = ['libs', 'apps'].flatMap(top =>
  fs
    .readdirSync(top)
    .flatMap(name => [
      ...sources(`${top}/${name}/src`).map(file => `${top}/${name}/dist/${compiled(file)}`),
      ...sources(`${top}/${name}/test`).map(file => `${top}/${name}/dist/test/${compiled(file)}`),
    ]),
)
const ofSystem = sources('tests/src').map(file => `tests/dist/${compiled(file)}`)
const wanted = file => words.length === 0 || words.some(word => file.includes(word))

/** Reads tap's report: for each file what passed and failed. */
const readReport = lines => {
  const files = []
  let passed = 0
  let failed = 0
  for (const line of lines) {
    if (/^ {4}ok .* # SKIP/.test(line)) skipped.push(line.trim())
    else if (/^ {4}ok /.test(line)) passed += 1
    else if (/^ {4}not ok /.test(line)) failed += 1
    else if (/^(not )?ok /.test(line)) {
      const broke = line.startsWith('not ')
      // A file that breaks without a test of its own failing (a crash while loading, a time-out) must not look green.
      files.push({ name: / - (\S+)/.exec(line)?.[1], line, passed, failed: broke ? Math.max(failed, 1) : failed })
      passed = 0
      failed = 0
    }
  }
  return files
}

/** Runs files with tap; answers how each of them did, by tap's own report, which stays in .tap/. */
const runTap = async (files, jobs, timeoutSeconds) => {
  reports += 1
  const report = `.tap/report-${process.pid}-${reports}.tap`
  fs.mkdirSync('.tap', { recursive: true })
  const tap = 'node_modules/tap/dist/esm/run.mjs'
  const child = spawn(
    process.execPath,
    [
      tap,
      'run',
      '--disable-coverage',
      '--allow-empty-coverage',
      '--reporter=terse',
      `--timeout=${timeoutSeconds}`,
      `--jobs=${jobs}`,
      `--output-file=${report}`,
      ...files,
    ],
    { stdio: 'inherit', env },
  )
  const [status] = await once(child, 'exit')
  const results = readReport(fs.existsSync(report) ? fs.readFileSync(report, 'utf8').split('\n') : [])
  const broke = status !== 0 && results.every(({ failed }) => failed === 0)
  return broke
    ? [...results, { name: undefined, line: 'not ok - tap ended with an error', passed: 0, failed: 1 }]
    : results
}

/** More than a few broken files are no accident. */
const MOST_AGAIN = 3

/**
 * Runs files, and the few that failed once more on their own. What passes only then is not hidden: it is named at the
 * end, as something to look into.
 */
const runFiles = async (files, jobs, timeoutSeconds) => {
  const results = await runTap(files, jobs, timeoutSeconds)
  const failed = results.filter(result => result.failed > 0)
  if (failed.length === 0 || failed.length > MOST_AGAIN || failed.some(({ name }) => !name)) return results
  const others = results.filter(result => result.failed === 0)
  for (const first of failed) {
    const [again] = await runTap([first.name], 1, timeoutSeconds)
    if (again?.failed === 0) unsteady.push(first.name)
    others.push(again?.failed === 0 ? again : first)
  }
  return others
}

/**
 * Databases and streams of tests live in memory where there is room: what is tested is the death of processes, which a
 * memory disk survives, and an fsync then costs nothing.
 */
const temporaryFolder = () => {
  const memory = '/dev/shm'
  if (process.env.TMPDIR || !fs.existsSync(memory)) return {}
  const { bavail, bsize } = fs.statfsSync(memory)
  return Math.min(bavail * bsize, os.freemem()) > 4 * 1024 ** 3 ? { TMPDIR: memory } : {}
}

const started = Date.now()
// The same accidents when a file is run again: what draws by chance draws by this.
const SEED = process.env.SEED ?? String(started % 1_000_000)
const env = { ...process.env, ...temporaryFolder(), NODE_ENV: 'test', SEED }
process.env.TMPDIR = env.TMPDIR ?? ''
if (!env.TMPDIR) delete process.env.TMPDIR
const broken = []
const unsteady = []
const skipped = []
let reports = 0
let postgres
let passed = 0
let failed = 0
try {
  env.NATS_SERVER_BIN = await natsServer()
  env.CHROMIUM_BIN = await chromium()
  const { startPostgres } = await import('@astria-bot/testing/postgres')
  postgres = await startPostgres()
  env.ASTRIA_TEST_POSTGRES_URL = postgres.url

  // What measures nothing may share the machine; the whole system wants it for itself.
  for (const [files, jobs, timeoutSeconds] of [
    [inPackages.filter(wanted), 2, 240],
    [ofSystem.filter(wanted), 1, 600],
  ]) {
    if (files.length === 0) continue
    for (const result of await runFiles(files, jobs, timeoutSeconds)) {
      passed += result.passed
      failed += result.failed
      if (result.failed > 0) broken.push(result.line)
    }
  }
} catch (error) {
  console.error(error.message)
  failed += 1
} finally {
  await postgres?.stop()
}
if (passed + failed === 0) {
  console.error(`No test file matches: ${words.join(' ')}`)
  failed = 1
}
for (const line of broken) console.log(line)
for (const line of skipped) console.log(`skipped: ${line}`)
for (const name of unsteady) {
  console.log(`unsteady: ${name} failed, and passed when it was run again on its own (SEED=${SEED}; reports in .tap/)`)
}
console.log(`Finished in ${Math.round((Date.now() - started) / 1000)} s`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
