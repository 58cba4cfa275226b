import { createHmac } from 'node:crypto'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { natsFor } from './gateway.ts'
import { runGateway, storedIds } from './gateway-process.ts'
import { type Call, call, twilioUrl, type Vendor, vendors } from './vendor-calls.ts'

const names = Object.keys(vendors) as Vendor[]
const secretOf = (vendor: Vendor) => `the secret of ${vendor}`
const token = '0199a000-0000-7000-8000-000000000001'
const authentic = (vendor: Vendor) => vendors[vendor](token, secretOf(vendor))

/** Where a call carries its signature: in a header, or in the link that was given to Astria. */
function signatureIn({ path, headers }: Call): {
  value: string
  write(value: string | string[] | undefined): Partial<Call>
} {
  const header = ['x-hub-signature-256', 'x-twilio-signature', 'x-signature'].find(name => name in headers)
  if (header !== undefined) {
    const { [header]: value, ...others } = headers
    return {
      value: String(value),
      write: to => ({ headers: to === undefined ? others : { ...others, [header]: to } }),
    }
  }
  const [link = '', value = ''] = path.split('&sig=')
  const query = (to: string | string[]) => [to].flat().map(one => `&sig=${one}`)
  return { value, write: to => ({ path: link + (to === undefined ? '' : query(to).join('')) }) }
}

/** A signature by SHA-1, in the writing of the one that it stands for. */
function otherAlgorithm(value: string, body: string, secret: string): string {
  const mac = createHmac(value.length === 28 ? 'sha256' : 'sha1', secret).update(body)
  return value.startsWith('sha256=')
    ? `sha1=${mac.digest('hex')}`
    : mac.digest(value.length === 28 ? 'base64' : 'base64url')
}

/** What somebody without the secret can send. */
function forgeries(vendor: Vendor): Record<string, Call> {
  const good = authentic(vendor)
  const { value, write } = signatureIn(good)
  const other = vendors[vendor](token.replace(/1$/, '2'), 'guessed')
  const another = names.find(name => name !== vendor) as Vendor
  return {
    'no signature': { ...good, ...write(undefined) },
    'an empty one': { ...good, ...write('') },
    'a short one': { ...good, ...write(value.slice(0, -2)) },
    'a longer one': { ...good, ...write(`${value}00`) },
    'the right one twice': { ...good, ...write([value, value]) },
    'the right one beside another': { ...good, ...write([value.replace(/.(?=.{4}$)/, 'x'), value]) },
    'another algorithm': { ...good, ...write(otherAlgorithm(value, good.body, secretOf(vendor))) },
    'one of zeros': { ...good, ...write(value.replace(/[\w+/-]{20,}/, part => '0'.repeat(part.length))) },
    'a guessed secret': vendors[vendor](token, 'guessed'),
    'the secret of another vendor': vendors[vendor](token, secretOf(another)),
    'that of another call': { ...other, ...signatureIn(other).write(value) },
  }
}

test('nobody is believed without the secret: 401, and nothing is stored; an authentic notice counts once however often it comes', async t => {
  const nats = await natsFor(t)
  const env = Object.fromEntries(names.map(name => [name, secretOf(name)]))
  const gateway = await runGateway(t, nats, { ...env, TWILIO_WEBHOOK_URL: twilioUrl })
  let forged = 0
  for (const vendor of names) {
    for (const [what, request] of Object.entries(forgeries(vendor))) {
      forged += 1
      t.equal(await call(gateway.port, request), 401, `${vendor}: ${what}`)
    }
  }
  const metrics = await (await fetch(`http://127.0.0.1:${gateway.port}/metrics`)).text()
  const counted = [...metrics.matchAll(/^gateway_requests_total\{[^}]*\} (\d+)$/gm)].map(([, n]) => Number(n))
  t.equal(
    counted.reduce((sum, n) => sum + n, 0),
    forged,
    'each is counted',
  )
  t.notMatch(metrics, /^gateway_events_total\{/m)
  for (const vendor of names) {
    for (let n = 0; n < 3; n += 1) t.equal(await call(gateway.port, authentic(vendor)), 200, vendor)
  }
  const ids = await storedIds(t, nats)
  await eventually(() => ids.length >= names.length)
  t.equal(ids.length, names.length, 'one event of each vendor')
  t.notMatch(gateway.output(), /972500000101|secret of/)
})
