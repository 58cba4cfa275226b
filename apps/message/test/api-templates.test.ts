import { test } from 'tap'
import { API_KEYS, ask, readAll } from './support/api.ts'
import { openStudio } from './support/studio.ts'

test('templates are read by name, page by page', async t => {
  const studio = await openStudio({ API_KEYS })
  t.teardown(() => studio.close())
  const app = await studio.start()
  const components = [{ type: 'BODY', text: 'Hello {{1}}' }]
  for (const [name, language, status] of [
    ['birthday', 'he', 'APPROVED'],
    ['birthday', 'en_US', 'APPROVED'],
    ['welcome', 'en_US', 'PAUSED'],
    ['order_ready', 'en_US', 'APPROVED'],
  ])
    await studio.db.pool.query(
      `insert into messaging.templates (account, name, language, status, category, components)
      values ('waba', $1, $2, $3, 'UTILITY', $4)`,
      [name, language, status, JSON.stringify(components)],
    )
  const all = await readAll(app, '/api/templates', 1)
  t.same(
    all.map(({ name, language }) => `${name} ${language}`),
    ['birthday en_US', 'birthday he', 'order_ready en_US', 'welcome en_US'],
  )
  t.match(all[0], { account: 'waba', status: 'APPROVED', category: 'UTILITY', quality: null, components })
  t.equal((await readAll(app, '/api/templates?status=APPROVED&language=en_US', 1)).length, 2)
  t.equal((await readAll(app, '/api/templates?name=welcome', 1)).length, 1)
  t.equal((await readAll(app, '/api/templates?account=waba', 3)).length, 4)
  t.equal((await readAll(app, '/api/templates?account=another', 3)).length, 0)
  t.equal((await ask(app, 'GET /api/templates', { role: null })).status, 401)
  for (const cursor of ['x', Buffer.from('[1]').toString('base64url'), Buffer.from('["a","b"]').toString('base64url')])
    t.equal((await ask(app, `GET /api/templates?cursor=${cursor}`)).status, 400, cursor)
})
