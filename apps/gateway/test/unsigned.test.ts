import { gatewayAliases, gatewaySettings } from '@astria-bot/gateway'
import { loadSettings } from '@astria-bot/service'
import { webhooks } from '@astria-bot/whatsapp'
import { test } from 'tap'
import { secrets, signed, startGateway } from './gateway.ts'

const open = { ENVIRONMENT: 'development', ALLOW_UNSIGNED_WEBHOOKS: 'true' }
const payload = JSON.stringify(webhooks.text({ phone: '972500000101' }, 'hi', { messageId: 'wamid.1' }))
const webhook = {
  method: 'POST',
  url: '/SmsReceived',
  payload,
  headers: { 'content-type': 'application/json' },
} as const
const simple = {
  method: 'POST',
  url: '/webhooks/whatsapp/test',
  payload: { from: '+972500000101', text: 'hi' },
} as const

test('while developing, this machine may call without a signature', async t => {
  const { server, stored } = await startGateway(t, open)
  for (const remoteAddress of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
    t.equal((await server.inject({ ...webhook, remoteAddress })).statusCode, 200, remoteAddress)
  }
  t.equal((await server.inject({ ...webhook, url: '/webhooks/whatsapp' })).statusCode, 200)
  t.equal((await server.inject(simple)).statusCode, 200)
  t.equal((await server.inject({ ...simple, payload: { from: 'x', text: 'hi' } })).statusCode, 400)
  const events = await stored.exactly(2)
  t.match(events[1], { data: { contact: { phone: '972500000101' }, content: { body: 'hi' }, channel: /^\d+$/ } })
})

test('a signature that is there has to be right, also while developing', async t => {
  const { server, stored } = await startGateway(t, open)
  t.equal((await server.inject(signed(payload, { secret: 'wrong' }))).statusCode, 401)
  t.equal((await server.inject(signed(payload))).statusCode, 200)
  await stored.exactly(1)
})

test('nobody else may: not from elsewhere, not through a proxy, not with another setting', async t => {
  const { server, stored, nats } = await startGateway(t, open)
  for (const remoteAddress of ['10.0.0.5', '192.168.1.2', '::ffff:10.0.0.5', 'fe80::1', '93.184.216.34']) {
    t.equal((await server.inject({ ...webhook, remoteAddress })).statusCode, 401, remoteAddress)
    t.equal((await server.inject({ ...simple, remoteAddress })).statusCode, 404, remoteAddress)
  }
  for (const [name, value] of [
    ['x-forwarded-for', '127.0.0.1'],
    ['forwarded', 'for=127.0.0.1'],
    ['via', '1.1 tunnel'],
  ] as const) {
    const answer = await server.inject({ ...webhook, headers: { ...webhook.headers, [name]: value } })
    t.equal(answer.statusCode, 401, name)
  }
  for (const env of [{ ENVIRONMENT: 'development' }, { ...open, ENVIRONMENT: 'test' }]) {
    const closed = await startGateway(t, env, nats)
    t.equal((await closed.server.inject(webhook)).statusCode, 401)
    t.equal((await closed.server.inject(simple)).statusCode, 404)
  }
  await stored.exactly(0)
})

test('production refuses to start with that door open', async t => {
  const env = { ...secrets, NATS_URL: 'nats://x', ENVIRONMENT: 'production', ALLOW_UNSIGNED_WEBHOOKS: 'true' }
  t.throws(() => loadSettings(gatewaySettings, env, { aliases: gatewayAliases }), {
    message: /ALLOW_UNSIGNED_WEBHOOKS is refused in production/,
  })
})
