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

/** Runs files with tap; answers how many of their tests passed and failed, by tap's own report. */
const runTap = async (files, jobs, timeoutSeconds) => {
  const report = `.tap/report-${process.pid}.tap`
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
  const lines = fs.existsSync(report) ? fs.readFileSync(report, 'utf8').split('\n') : []
  fs.rmSync(report, { force: true })
  // Said again at the end, where it is seen.
  broken.push(...lines.filter(line => /^not ok /.test(line)))
  const count = pattern => lines.filter(line => pattern.test(line)).length
  const failed = count(/^ {4}not ok /)
  // A file that breaks without a test of its own failing (a crash while loading, a time-out) must not look green.
  return { passed: count(/^ {4}ok /), failed: failed === 0 && status !== 0 ? 1 : failed }
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
const env = { ...process.env, ...temporaryFolder(), NODE_ENV: 'test' }
process.env.TMPDIR = env.TMPDIR ?? ''
if (!env.TMPDIR) delete process.env.TMPDIR
const broken = []
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
    const result = await runTap(files, jobs, timeoutSeconds)
    passed += result.passed
    failed += result.failed
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
console.log(`Finished in ${Math.round((Date.now() - started) / 1000)} s`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
