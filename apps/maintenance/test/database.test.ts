import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { findPostgresBinaries } from '@astria-bot/testing'
import { test } from 'tap'
import { openHouse } from './house.ts'
import { run } from './run.ts'

test('a table that was changed is analyzed, and the state of the database is reported', async t => {
  const house = await openHouse(t)
  await house.rows('alter table ops.announced set (autovacuum_enabled = off)')
  await house.rows(`insert into ops.announced (kind, key) select 'k', n::text from generate_series(1, 40000) n`)
  await house.rows(`delete from ops.announced where key::int % 2 = 0`)
  await house.rows('select pg_stat_force_next_flush()')
  await house.rows('select 1')
  const done = await run(['database-care'], house.env)
  t.match(done, { code: 0, output: /vacuum \(analyze\) ops\.announced/ })
  const [report] = await house.rows(`select result->'database' as database from ops.job_runs`)
  t.match(report, { database: { invalidIndexes: [], longTransactions: [], partitioned: [] } })
  t.match(
    done.output,
    /"tables":\[\{"table":"[a-z]+\.[a-z_]+","bytes":\d+/,
    'a person who reads the log sees which table',
  )
})

test('a dump is restored and compared before it counts; old ones go; a killed one leaves nothing that is called a dump', async t => {
  const house = await openHouse(t)
  const folder = path.join(house.folder, 'dumps')
  const env = { ...house.env, BACKUP_DIR: folder, BACKUP_KEEP: '2', PG_BIN: findPostgresBinaries('path').folder }
  await house.rows(`insert into ops.announced (kind, key) select 'k', n::text from generate_series(1, 500) n`)
  t.match(await run(['backup'], { ...env, CRASH_AT: 'maintenance:dumped' }), { signal: 'SIGKILL' })
  t.match(fs.readdirSync(folder), [/\.half$/])
  fs.writeFileSync(path.join(folder, 'notes.txt'), 'mine')
  for (const day of ['01', '02', '03'])
    fs.writeFileSync(path.join(folder, `astria-bot-2026-01-${day}T04-00-00Z.dump`), '')
  await house.endLeases()
  const done = await run(['backup'], env)
  t.match(done, { code: 0, output: /"restored":true/ })
  const names = fs.readdirSync(folder).sort()
  t.equal(names.length, 3, 'two dumps and what is not ours')
  t.match(names, ['astria-bot-2026-01-03T04-00-00Z.dump', /^astria-bot-2.*Z\.dump$/, 'notes.txt'])
  t.same(await house.rows(`select 1 from pg_database where datname like 'astria_bot_restore_%'`), [])
})

test('a dump that cannot be made fails, and says what is missing; the provider can be asked instead', async t => {
  const house = await openHouse(t)
  t.match(await run(['backup'], house.env), { code: 0, output: /neither BACKUP_DIR nor BACKUP_CALL_URL/ })
  const missing = { ...house.env, BACKUP_DIR: path.join(house.folder, 'dumps'), PG_BIN: '/nowhere' }
  t.match(await run(['backup'], missing), { code: 1, output: /install the programs of Postgres/ })
  const asked: string[] = []
  const server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    response.writeHead(asked.length > 1 ? 500 : 202).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/backups`
  const env = { ...house.env, BACKUP_CALL_URL: url, BACKUP_CALL_TOKEN: 'token' }
  await house.rows('delete from ops.job_runs')
  t.match(await run(['backup'], env), { code: 0 })
  t.same(asked, ['POST /backups Bearer token'])
  await house.rows('delete from ops.job_runs')
  t.match(await run(['backup'], env), { code: 1, output: /answered 500/ })
})
