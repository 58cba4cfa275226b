import { readFile } from 'node:fs/promises'
import { maintenanceSettings, scheduleJobs } from '@astria-bot/maintenance'
import { createLogger, loadSettings } from '@astria-bot/service'
import { connect } from '@astria-bot/store'
import { eventually } from '@astria-bot/testing'
import { type Test, test } from 'tap'
import { type House, openHouse } from './house.ts'
import { start } from './run.ts'

const logger = createLogger({ name: 'maintenance', level: 'silent' })
const jobs = 9
/** The backup, and what needs a bus, are not configured. */
const configured = ['cleanup', 'database-care', 'expiring-models', 'orphaned-files', 'reconcile', 'retention']
/** Slots that no test can meet. */
const now = new Date()
const hour = (now.getUTCHours() + 12) % 24
const slots = {
  DAILY_SCHEDULE: `0 ${hour} * * *`,
  MAINTENANCE_SCHEDULE: `30 ${hour} * * ${(now.getUTCDay() + 3) % 7}`,
}
const patience = { timeoutMs: 60_000 }
async function openScheduled(t: Test): Promise<House> {
  const house = await openHouse(t)
  return { ...house, env: { ...house.env, ...slots } }
}

/** Starts the command; it does not outlive a test that failed. */
function begin(t: Test, words: readonly string[], env: Record<string, string>) {
  const process = start(words, env)
  t.teardown(() => process.child.kill('SIGKILL'))
  return process
}

/** As if the last runs were those of the week before. */
const aWeekPasses = (house: House) =>
  house.rows(`update ops.job_runs set
    slot = to_char(to_timestamp(slot, 'YYYY-MM-DD"T"HH24:MI') - interval '8 days', 'YYYY-MM-DD"T"HH24:MI')`)
const runs = (house: House) =>
  house.rows(`select job, slot from ops.job_runs where result is not null order by job, slot`)

/** A scheduler in this process that looks often. */
function scheduler(t: Test, { env, url, files }: House, more: Record<string, string> = {}) {
  const settings = loadSettings(maintenanceSettings, { ENVIRONMENT: 'test', ...env, ...more })
  const db = connect({ url, name: 'test' })
  const stop = scheduleJobs({ settings, logger, db, databaseUrl: url, files }, { lookMs: 30 })
  let stopped: Promise<void> | undefined
  const end = () => (stopped ??= stop().then(() => db.close()))
  t.teardown(end)
  return end
}

test('nothing is missed at first; a week later every job is run once, by one of several', async t => {
  const house = await openScheduled(t)
  const TMPDIR = t.testdir()
  const first = begin(t, ['schedule'], { ...house.env, TMPDIR })
  const begun = async () => (await house.rows('select 1 from ops.job_runs')).length === jobs
  await eventually(begun, patience)
  const sign = () => readFile(`${TMPDIR}/astria-bot-maintenance.alive`, 'utf8').catch(() => '')
  await eventually(async () => (await sign()) === `${first.child.pid}\n`, patience)
  first.child.kill('SIGTERM')
  t.match(await first.ended, { code: 0, output: /the jobs are scheduled/ })
  t.same(await runs(house), [], 'a new house has missed nothing')

  await aWeekPasses(house)
  const several = [begin(t, ['schedule'], house.env), begin(t, ['schedule'], house.env)]
  scheduler(t, house)
  await eventually(async () => (await runs(house)).length >= configured.length, patience)
  const quiet = await runs(house)
  await eventually(() => several.every(({ output }) => output().includes('the jobs are scheduled')), patience)
  for (const { child } of several) child.kill('SIGTERM')
  const outputs = (await Promise.all(several.map(({ ended }) => ended))).map(({ code, output }) => {
    t.equal(code, 0)
    return output
  })
  t.same(await runs(house), quiet, 'and not again')
  t.same(
    quiet.map(({ job }) => job),
    configured,
  )
  t.ok(outputs.join().split('"outcome":"done"').length - 1 <= configured.length)
})

test('what was run by hand after it was due is not missed; what was killed is ended; what fails waits', async t => {
  const house = await openScheduled(t)
  const env = { BACKUP_DIR: house.folder, PG_BIN: '/nowhere' }
  const end = scheduler(t, house, env)
  await eventually(async () => (await house.rows('select 1 from ops.job_runs')).length === jobs, patience)
  await end()
  await aWeekPasses(house)
  const byHand = begin(t, ['reconcile'], house.env)
  t.match(await byHand.ended, { code: 0 })
  const dying = begin(t, ['schedule'], { ...house.env, CRASH_AT: 'maintenance:before-commit' })
  t.match(await dying.ended, { signal: 'SIGKILL' })
  const [killed] = await house.rows('select job from ops.job_runs where finished_at is null')
  t.equal(killed?.['job'], 'cleanup')
  await house.endLeases()

  const endAgain = scheduler(t, house, env)
  await eventually(async () => (await runs(house)).length === configured.length, patience)
  const backups = () => house.rows(`select started_at from ops.job_runs where job = 'backup' and finished_at is null`)
  await eventually(async () => (await backups()).length === 1, patience)
  const tried = await backups()
  // Some more looks.
  await house.rows('select pg_sleep(0.3)')
  await endAgain()
  t.same(await backups(), tried, 'it was tried once')
  t.equal((await house.rows(`select 1 from ops.job_runs where job = 'reconcile'`)).length, 2)
})
