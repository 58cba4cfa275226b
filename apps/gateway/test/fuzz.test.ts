import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parseEvent } from '@astria-bot/contracts'
import { parseForm, sign, signTwilioForm } from '@astria-bot/whatsapp'
import fc from 'fast-check'
import { test } from 'tap'
import { secrets, signed, startGateway } from './gateway.ts'
import { mutatedWebhook, samples } from './mutated-webhooks.ts'

const allowed = new Set([200, 400, 401, 413, 503])
const twilio = { TWILIO_AUTH_TOKEN: 'token', TWILIO_WEBHOOK_URL: 'https://bot.example/webhooks/twilio' }
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test('every sample through the door is stored, each of its updates as an event that fits its contract', async t => {
  const { server, stored } = await startGateway(t)
  for (const { name, text } of samples) t.equal((await server.inject(signed(text))).statusCode, 200, name)
  const types = new Set(stored.events.map(event => event.type))
  t.ok(stored.events.length >= samples.length)
  for (const event of stored.events) parseEvent(event)
  t.ok(types.has('whatsapp.message.received.v1') && types.has('whatsapp.status.changed.v1'))
})

test('whatever is wrong in a signed body, it is taken: nothing escapes, and memory stays flat', async t => {
  const { server, stored, lines } = await startGateway(t)
  const post = async (body: string) => {
    const { statusCode } = await server.inject(signed(body))
    if (statusCode !== 200) throw new Error(`${statusCode} for ${body.slice(0, 2000)}`)
  }
  const round = (numRuns: number) => fc.assert(fc.asyncProperty(mutatedWebhook, post), { numRuns })
  const heap = () => {
    stored.events.length = 0
    collect()
    return process.memoryUsage().heapUsed
  }
  await round(300)
  const before = heap()
  await round(600)
  const grownMb = (heap() - before) / 1024 / 1024
  t.ok(grownMb < 24, `the heap has grown by ${grownMb.toFixed(1)} MB`)
  t.equal(({} as { polluted?: boolean }).polluted, undefined, 'no prototype was touched')
  t.same(lines, [], 'not a line was logged')
})

test('bytes of any kind, signed or not, are answered with one of five words', async t => {
  const { server } = await startGateway(t, twilio)
  const url = fc.constantFrom('/SmsReceived', '/webhooks/whatsapp', '/webhooks/twilio', '/webhooks/twilio?id=%00&id=2')
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)),
    fc.string({ unit: 'binary' }).map(text => Buffer.from(text)),
    fc
      .array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })))
      .map(fields =>
        Buffer.from(new URLSearchParams(fields.map(([name, value]) => [name, value] as [string, string])).toString()),
      ),
  )
  const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', 'x', '')
  const how = fc.constantFrom('signed', 'wrong', 'none')
  await fc.assert(
    fc.asyncProperty(url, body, type, how, async (to, payload, contentType, signedHow) => {
      const ofTwilio = signTwilioForm(
        `https://bot.example${to}`,
        contentType.includes('form') ? parseForm(payload) : [],
        'token',
      )
      const headers = {
        'content-type': contentType,
        ...(signedHow === 'none'
          ? {}
          : { 'x-hub-signature-256': sign(payload, signedHow === 'wrong' ? 'x' : secrets.WHATSAPP_APP_SECRET) }),
        ...(signedHow === 'signed' ? { 'x-twilio-signature': ofTwilio } : {}),
      }
      const { statusCode } = await server.inject({ method: 'POST', url: to, payload, headers })
      return allowed.has(statusCode) && (signedHow === 'signed' || statusCode === 401)
    }),
    { numRuns: 500 },
  )
  t.pass()
})
