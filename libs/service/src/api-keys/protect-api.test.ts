import { test } from 'tap'
import { z } from 'zod'
import { createServer } from '../http/create-server.ts'
import type { Server } from '../http/server.ts'
import { createLogger } from '../log/create-logger.ts'
import { createMetrics } from '../metrics.ts'
import { loadSettings } from '../settings/load-settings.ts'
import { hashApiKey, newApiKey } from './api-key.ts'
import { apiKeySettings } from './api-key-settings.ts'
import { createApiKeys } from './api-keys.ts'
import { holderOf, protectApi } from './protect-api.ts'
import type { Role } from './role.ts'

const keyOf = (role: Role) => `a-long-key-of-the-${role}`
const given = (['viewer', 'agent', 'admin'] as const).map(role => `${role}-1:${role}:${keyOf(role)}`)

async function build(find: (hash: string) => Promise<{ name: string; role: string } | null>) {
  const options = { name: 'test', logger: createLogger({ name: 'test', level: 'silent' }), ready: async () => {} }
  const server = await createServer({ ...options, metrics: createMetrics('test'), docs: true })
  server.get('/open', async () => 'open')
  await server.register(async scope => {
    protectApi(scope as Server, createApiKeys({ given, find }))
    scope.get('/things', async request => holderOf(request))
    scope.post('/things', { config: { role: 'agent' } }, async request => holderOf(request))
    scope.delete('/things', async request => holderOf(request))
  })
  return server
}

test('each role may do what it may, and nobody else anything', async t => {
  const server = await build(async () => null)
  t.teardown(() => server.close())
  const ask = async (method: 'GET' | 'POST' | 'DELETE', headers: Record<string, string>) =>
    (await server.inject({ method, url: '/things', headers })).statusCode
  const allowed = { viewer: [200, 403, 403], agent: [200, 200, 403], admin: [200, 200, 200] }
  for (const [role, expected] of Object.entries(allowed)) {
    const key = keyOf(role as Role)
    for (const headers of [{ authorization: `Bearer ${key}` }, { 'x-api-key': key }]) {
      const found = await Promise.all((['GET', 'POST', 'DELETE'] as const).map(method => ask(method, headers)))
      t.same(found, expected, role)
    }
  }
  const key = keyOf('admin')
  for (const headers of [
    {},
    { authorization: '' },
    { authorization: 'Bearer' },
    { authorization: `Bearer ${key}x` },
    { authorization: key },
    { authorization: `Basic ${key}` },
    { 'x-api-key': '' },
    { 'x-api-key': key.slice(1) },
    { 'x-api-key': 'x'.repeat(5000) },
  ] as Record<string, string>[])
    t.equal(await ask('GET', headers), 401, JSON.stringify(headers).slice(0, 60))
  const refused = await server.inject({ method: 'DELETE', url: '/things', headers: { 'x-api-key': keyOf('agent') } })
  t.match(refused.json(), { status: 403, code: 'needs_admin' })
  t.match(refused.headers['content-type'], /problem\+json/)
  t.match((await server.inject('/things')).headers, { 'www-authenticate': 'Bearer' })
  t.equal((await server.inject('/open')).statusCode, 200, 'only its own scope is protected')
  const { paths } = (await server.inject('/docs/json')).json()
  t.same(paths['/things'].get.security, [{ bearer: [] }, { apiKey: [] }])
  t.equal(paths['/open'].get.security, undefined)
})

test('a key that is kept is found by its hash, with every request', async t => {
  const kept = new Map<string, { name: string; role: string }>()
  const server = await build(async hash => kept.get(hash) ?? null)
  t.teardown(() => server.close())
  const key = newApiKey()
  const ask = () => server.inject({ url: '/things', headers: { authorization: `Bearer ${key}` } })
  t.equal((await ask()).statusCode, 401)
  kept.set(hashApiKey(key), { name: 'ann', role: 'viewer' })
  t.same((await ask()).json(), { name: 'ann', role: 'viewer' })
  kept.clear()
  t.equal((await ask()).statusCode, 401)
})

test('keys of the setting are name:role:key', async t => {
  const read = (API_KEYS: string) => loadSettings(z.object(apiKeySettings), { API_KEYS }).API_KEYS
  t.same(read(`${given[0]}, ${given[1]}`), given.slice(0, 2))
  t.equal(read(''), undefined)
  for (const wrong of [
    'ann:boss:0123456789abcdef',
    'ann:agent:short',
    ':agent:0123456789abcdef',
    'x,',
    '0123456789abcdef',
  ])
    t.throws(() => read(wrong), { message: /API_KEYS: has not the right form/ }, wrong)
})
