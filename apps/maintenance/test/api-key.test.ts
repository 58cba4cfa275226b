import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { hashApiKey } from '@astria-bot/service'
import { connect, findApiKey } from '@astria-bot/store'
import { createDatabase } from '@astria-bot/testing'
import { test } from 'tap'

const main = fileURLToPath(new URL('../main.js', import.meta.url))

/** Runs the command as a process of its own. */
async function run(url: string, ...words: string[]) {
  const child = spawn(process.execPath, [main, 'api-key', ...words], {
    env: { PATH: process.env.PATH ?? '', ENVIRONMENT: 'test', DATABASE_URL: url },
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', chunk => (output[name] += chunk))
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { code, ...output }
}

test('a key is made, shown once, listed and revoked', async t => {
  const database = await createDatabase()
  const db = connect({ url: database.url, name: 'api-key-test' })
  t.teardown(async () => {
    await db.close()
    await database.drop()
  })
  const made = await run(database.url, 'create', 'ann', 'agent')
  t.equal(made.code, 0)
  const key = made.stdout.trim()
  t.match(key, /^astria_[\w-]{43}$/)
  t.match(await findApiKey(db, hashApiKey(key)), { name: 'ann', role: 'agent', revokedAt: null })
  const { rows } = await db.pool.query('select api_keys::text as row from ops.api_keys')
  t.notOk(rows[0].row.includes(key), 'the key itself is nowhere')

  t.match(await run(database.url, 'create', 'ann', 'admin'), { code: 1, stdout: '', stderr: /already/ })
  t.match(await run(database.url, 'revoke', 'ann'), { code: 0 })
  t.equal(await findApiKey(db, hashApiKey(key)), null)
  t.match(await run(database.url, 'revoke', 'ann'), { code: 1 })
  const again = await run(database.url, 'create', 'ann', 'viewer')
  t.equal(again.code, 0, 'the name is free again')
  t.not(again.stdout.trim(), key)
  const listed = await run(database.url, 'list')
  t.match(listed.stdout, /^ann agent since .*revoked .*\nann viewer since [^,]*\n$/)
})

test('what it does not understand is answered by how to say it', async t => {
  const url = 'postgres://nobody@127.0.0.1:1/none'
  for (const words of [
    [],
    ['make', 'ann', 'agent'],
    ['create', 'ann', 'boss'],
    ['create', 'a b', 'agent'],
    ['list', 'x'],
  ])
    t.match(await run(url, ...words), { code: 64, stderr: /api-key create/ })
})
