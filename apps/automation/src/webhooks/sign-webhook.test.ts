import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { test } from 'tap'
import { signWebhook } from './sign-webhook.ts'

test("the specification's own example", async t => {
  const headers = signWebhook(
    { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' },
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  )
  t.strictSame(headers, {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('while secrets rotate there is a signature for each', async t => {
  const { 'webhook-signature': both } = signWebhook({ id: 'a', timestamp: 1, body: '{}' }, ['one', 'two'])
  const { 'webhook-signature': second } = signWebhook({ id: 'a', timestamp: 1, body: '{}' }, ['two'])
  t.equal(both?.split(' ').length, 2)
  t.equal(both?.split(' ')[1], second)
})

test("the specification's own library takes what we sign, whatever is in it, and nothing that was touched", async () => {
  const secret = fc
    .uint8Array({ minLength: 24, maxLength: 64 })
    .map(key => `whsec_${Buffer.from(key).toString('base64')}`)
  const id = fc.uuid().map(uuid => `msg_${uuid}`)
  fc.assert(
    fc.property(
      id,
      fc.json(),
      fc.array(secret, { minLength: 1, maxLength: 3 }),
      secret,
      (id, body, secrets, stranger) => {
        const timestamp = Math.floor(Date.now() / 1000)
        const headers = signWebhook({ id, timestamp, body }, secrets)
        for (const one of secrets) assert.deepEqual(new Webhook(one).verify(body, headers), JSON.parse(body))
        const refused = (text: string, given: Record<string, string>, by = secrets[0] ?? '') =>
          assert.throws(() => new Webhook(by).verify(text, given))
        refused(`${body} `, headers)
        refused(body, { ...headers, 'webhook-id': `${id}x` })
        refused(body, { ...headers, 'webhook-timestamp': String(timestamp + 1) })
        if (!secrets.includes(stranger)) refused(body, headers, stranger)
      },
    ),
    { numRuns: 100 },
  )
})
