import { test } from 'tap'
import { startGateway } from './gateway.ts'

test('Meta gets its challenge back for the right word, as plain text', async t => {
  const { server } = await startGateway(t)
  const ask = (query: Record<string, string | string[]>, path = '/SmsReceived') => server.inject({ url: path, query })
  const right = { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify-token', 'hub.challenge': '<b>1158201444</b>' }
  for (const path of ['/SmsReceived', '/webhooks/whatsapp']) {
    const answer = await ask(right, path)
    t.same([answer.statusCode, answer.body], [200, '<b>1158201444</b>'])
    t.match(answer.headers['content-type'], /^text\/plain/)
    t.equal(answer.headers['x-content-type-options'], 'nosniff')
  }
  const wrong = [
    {},
    { ...right, 'hub.verify_token': 'verify-toke' },
    { ...right, 'hub.verify_token': '' },
    { ...right, 'hub.verify_token': ['verify-token', 'verify-token'] },
    { ...right, 'hub.mode': 'unsubscribe' },
    { ...right, 'hub.challenge': ['1', '2'] },
    { ...right, 'hub.challenge': 'x'.repeat(501) },
    { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify-token' },
  ]
  for (const query of wrong) {
    const answer = await ask(query)
    t.equal(answer.statusCode, 403, JSON.stringify(query).slice(0, 100))
    t.same(answer.json(), { type: 'about:blank', title: 'Forbidden', status: 403 })
  }
})
