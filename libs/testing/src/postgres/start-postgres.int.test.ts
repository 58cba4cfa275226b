import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { test } from 'tap'
import { eventually } from '../eventually.ts'
import { createDatabase, findPostgresBinaries, startPostgres } from '../postgres.ts'

async function ask(url: string, text: string): Promise<pg.QueryResult['rows']> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return !/^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Runs a process that starts a server on the folder, and kills it as soon as the server is up. */
async function startAndKill(folder: string, options: object): Promise<number> {
  const program = `
    import { startPostgres } from '@astria-bot/testing/postgres'
    const server = await startPostgres(${JSON.stringify({ dataDir: folder, ...options })})
    console.log(server.pid)
    process.stdin.on('end', () => process.exit()).resume()`
  const cwd = path.join(import.meta.dirname, '..', '..')
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  return Number(String(line))
}

test('a temporary server: restarts keep the data, the end leaves nothing', async t => {
  const server = await startPostgres()
  t.ok(Number.parseInt(server.version, 10) >= 15)
  const { pid, dataDir } = server
  await ask(server.url, 'create table kept (n int); insert into kept values (1)')
  await server.restart('immediate')
  t.same(await ask(server.url, 'select n from kept'), [{ n: 1 }])
  await server.restart('fast')
  t.same(await ask(server.url, 'select n from kept'), [{ n: 1 }])
  t.not(server.pid, pid)
  const last = server.pid!
  await server.stop()
  t.notOk(isAlive(last))
  t.notOk(fs.existsSync(dataDir))
})

test('a server goes on, however much it logs, while the process that started it is busy', async t => {
  const server = await startPostgres({ fsync: false })
  t.teardown(() => server.stop())
  const program = `
    import pg from 'pg'
    const client = new pg.Client({ connectionString: ${JSON.stringify(server.url)} })
    await client.connect()
    await client.query("do $$ begin for i in 1..5000 loop raise log '%', repeat('x', 500); end loop; end $$")
    await client.query('checkpoint')
    await client.end()`
  // Synchronous: nothing in this process reads anything meanwhile.
  execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: path.join(import.meta.dirname, '..', '..'),
    stdio: 'pipe',
    timeout: 60_000,
  })
  t.pass('2.5 MB of log, and a checkpoint')
})

test('kept data: a password, the same after the process was killed, and one owner at a time', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'astria-kept-'))
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }))
  const options = { dataDir: folder, persistent: true, prefer: 'embedded' as const, fsync: false }
  const first = await startPostgres(options)
  await ask(first.url, 'create table kept (n int); insert into kept values (1)')
  const withoutPassword = new URL(first.url)
  withoutPassword.password = ''
  await t.rejects(ask(withoutPassword.href, 'select 1'))
  await t.rejects(startAndKillRefused(options), /in use by process/)
  await first.stop()

  const pid = await startAndKill(folder, options)
  const second = await startPostgres(options)
  t.notOk(isAlive(pid), 'the server of the killed process has ended')
  t.same(await ask(second.url, 'select n from kept'), [{ n: 1 }])
  await second.stop()
  fs.writeFileSync(path.join(folder, 'postmaster.pid'), `${process.pid}\n${folder}\n`)
  const third = await startPostgres(options)
  t.same(await ask(third.url, 'select n from kept'), [{ n: 1 }], 'a lock file whose process is another one')
  await third.stop()
})

/** Another process tries to use the folder: it ends with the sentence that it prints. */
async function startAndKillRefused(options: object): Promise<void> {
  const program = `
    import { startPostgres } from '@astria-bot/testing/postgres'
    await startPostgres(${JSON.stringify(options)})`
  const cwd = path.join(import.meta.dirname, '..', '..')
  execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd, stdio: 'pipe' })
}

test('a server ends with its process, however that ends', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'astria-orphan-'))
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }))
  const pid = await startAndKill(folder, { fsync: false })
  await eventually(() => !isAlive(pid))
})

test('clones of the migrated template are apart from each other', async t => {
  const [one, two] = await Promise.all([createDatabase(), createDatabase()])
  t.not(one.url, two.url)
  await ask(one.url, `insert into ops.job_runs (job, slot, lease_until) values ('a', 'b', now())`)
  t.same(await ask(two.url, 'select job from ops.job_runs'), [])
  await Promise.all([one.drop(), two.drop()])
  await t.rejects(ask(one.url, 'select 1'))
})

test('both kinds of binaries are found, and the preference counts where both are there', async t => {
  t.ok(findPostgresBinaries('path').folder)
  t.equal(findPostgresBinaries('embedded').source, 'embedded')
})

const root = process.getuid?.() === 0

test('as root, behind a closed folder, the data lie elsewhere', {
  skip: root ? false : 'only root has this trouble',
}, async t => {
  const closed = fs.mkdtempSync(path.join(os.tmpdir(), 'astria-closed-'))
  const dataDir = path.join(closed, 'data')
  const server = await startPostgres({ dataDir, fsync: false })
  t.teardown(() => {
    for (const folder of [closed, server.dataDir]) fs.rmSync(folder, { recursive: true, force: true })
  })
  t.match(server.dataDir, /^\/var\/tmp\/astria-bot-/)
  await ask(server.url, 'create table kept (n int)')
  await server.stop()
  const again = await startPostgres({ dataDir, fsync: false })
  t.equal(again.dataDir, server.dataDir)
  t.same(await ask(again.url, 'select n from kept'), [])
  await again.stop()
})
