import { type CallbackKind, callbackUrl } from '@astria-bot/astria'
import { test } from 'tap'
import { startGateway } from './gateway.ts'

const order = '0199a000-0000-7000-8000-000000000001'
const other = '0199a000-0000-7000-8000-000000000002'

/** The path of a link as Astria gets it. */
function link(kind: CallbackKind, of = order, secret = 'callback-secret') {
  const { pathname, search } = new URL(callbackUrl('https://bot.example', of, kind, secret))
  return pathname + search
}

test('Astria calls our link: stored with its order, whatever the body is', async t => {
  const { server, stored } = await startGateway(t)
  const bodies = [
    '{"tune":{"id":1}}',
    '',
    'not json',
    'a=1&b=2',
    '[]',
    '"x"',
    `{"a":${'['.repeat(9999)}${']'.repeat(9999)}}`,
  ]
  for (const payload of bodies) {
    const answer = await server.inject({ method: 'POST', url: link('tune'), payload })
    t.same([answer.statusCode, answer.body], [200, ''], payload.slice(0, 20))
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  t.equal(
    (await server.inject({ method: 'POST', url: link('prompts'), payload: 'a=1', headers: form })).statusCode,
    200,
  )
  const large = await server.inject({ method: 'POST', url: link('prompt'), payload: `"${'x'.repeat(2_000_000)}"` })
  t.equal(large.statusCode, 200)
  const events = await stored.exactly(bodies.length + 2)
  t.match(events[0], {
    type: 'astria.callback.received.v1',
    id: /^astria:0199a000-0000-7000-8000-000000000001:tune:[0-9a-f]{64}$/,
    subject: order,
    data: { orderId: order, kind: 'tune', body: { tune: { id: 1 } } },
  })
  t.ok(
    events.every(event => JSON.stringify(event).length < 10_000),
    'what is too large or too deep is not kept',
  )
})

test('the same call again is stored once, another body is another event', async t => {
  const { server, stored } = await startGateway(t)
  for (const payload of ['{"a":1}', '{"a":1}', '{"a":2}'])
    await server.inject({ method: 'POST', url: link('tune'), payload })
  await stored.exactly(2)
})

test('a link of another order, kind or secret is 401 and stores nothing', async t => {
  const { server, stored } = await startGateway(t, { CALLBACK_SECRET: 'new,callback-secret' })
  const wrong = [
    '/pack-tune-received',
    '/pack-tune-received?order=x&kind=tune&sig=',
    link('tune').replace(order, other),
    link('tune').replace('kind=tune', 'kind=prompts'),
    link('tune').replace('kind=tune', 'kind=video'),
    link('tune', order, 'guessed'),
    link('tune').slice(0, -1),
    `${link('tune')}&order=${other}`,
    `${link('tune')}&kind=prompts`,
  ]
  for (const url of wrong) t.equal((await server.inject({ method: 'POST', url, payload: '{}' })).statusCode, 401, url)
  t.equal((await server.inject({ method: 'POST', url: link('tune'), payload: '{}' })).statusCode, 200, 'the old secret')
  t.equal((await server.inject({ method: 'POST', url: link('prompts', order, 'new'), payload: '{}' })).statusCode, 200)
  await stored.exactly(2)
})
