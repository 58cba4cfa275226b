import { connectJetStream } from '@astria-bot/bus'
import { createDatabase, startNats } from '@astria-bot/testing'
import pg from 'pg'
import { test } from 'tap'
import { run } from './run.ts'

test('migrate, roles and streams in one call, and again, and two at once', async t => {
  const [database, nats] = await Promise.all([createDatabase({ empty: true }), startNats()])
  const prefix = `t${Date.now().toString(36)}_`
  const client = new pg.Client(database.url)
  await client.connect()
  t.teardown(async () => {
    for (const name of ['message', 'image', 'payment', 'automation', 'maintenance']) {
      await client.query(`drop owned by "${prefix}${name}"`).catch(() => {})
      await client.query(`drop role if exists "${prefix}${name}"`)
    }
    await client.end()
    await database.drop()
    await nats.stop()
  })
  const env = { DATABASE_URL: database.url, NATS_URL: nats.url, PARTITIONS: '4', ROLE_PREFIX: prefix }
  const both = await Promise.all([1, 2].map(() => run(['migrate', 'roles', 'streams'], env)))
  for (const one of both) t.equal(one.code, 0, one.output)
  const again = await run(['migrate', 'roles', 'streams'], env)
  t.match(again, { code: 0, output: /"consumers":\d+/ })
  const { rows } = await client.query('select count(*)::int as count from pg_roles where rolname like $1', [
    `${prefix}%`,
  ])
  t.same(rows, [{ count: 5 }])
  const care = await client.query(`select pg_has_role($1, 'pg_read_all_stats', 'usage') as "seesAll"`, [
    `${prefix}maintenance`,
  ])
  t.same(care.rows, [{ seesAll: true }])
  await t.test('each role reaches every table of its own schema, and no other that is not named here', async t => {
    const own = { message: 'messaging', image: 'imaging', payment: 'payments', automation: 'automation' }
    const seen = ['ops.api_keys', 'drizzle.__drizzle_migrations']
    for (const [role, schema] of Object.entries(own)) {
      const may = (what: string) =>
        client
          .query(
            `select schemaname as schema, schemaname || '.' || tablename as name from pg_tables
              where schemaname in ('messaging', 'imaging', 'payments', 'automation', 'ops', 'drizzle')
                and has_schema_privilege($1, schemaname, 'usage')
                and has_table_privilege($1, format('%I.%I', schemaname, tablename), $2) order by 2`,
            [prefix + role, what],
          )
          .then(({ rows }) => rows as { schema: string; name: string }[])
      const all = await client.query('select count(*)::int as n from pg_tables where schemaname = $1', [schema])
      const reads = await may('select')
      t.equal(reads.filter(table => table.schema === schema).length, all.rows[0].n, `${role} sees all of ${schema}`)
      const others = reads.filter(table => table.schema !== schema).map(({ name }) => name)
      t.same(others, [...seen, ...(role === 'message' ? ['ops.job_runs'] : [])].sort(), role)
      const writes = await may('insert, update, delete, truncate')
      t.same(
        writes.filter(table => table.schema !== schema),
        [],
        `${role} writes nowhere else`,
      )
    }
  })
  const bus = await connectJetStream({ url: nats.url, name: 'test', partitions: 4, replicas: 1, manage: false })
  await bus.ready()
  await bus.close()
})

test('what comes first ends the rest when it fails', async t => {
  const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', NATS_URL: 'nats://127.0.0.1:1' }
  const failed = await run(['migrate', 'streams'], env)
  t.match(failed, { code: 1, output: /"job":"migrate"/ })
  t.notMatch(failed.output, /"job":"streams"/)
})

test('a setting that a task needs and does not have is named', async t => {
  t.match(await run(['streams', 'migrate'], {}), {
    code: 78,
    output: /NATS_URL is missing[\s\S]*DATABASE_URL is missing/,
  })
  t.match(await run(['roles'], { DATABASE_URL: 'x', ROLE_PASSWORDS: 'message' }), {
    code: 78,
    output: /ROLE_PASSWORDS/,
  })
  t.match(await run(['roles'], { DATABASE_URL: 'x', ROLE_PREFIX: 'a b' }), { code: 78, output: /ROLE_PREFIX/ })
})
