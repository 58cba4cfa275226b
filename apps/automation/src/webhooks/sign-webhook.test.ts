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
