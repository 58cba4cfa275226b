import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { natsFor } from './gateway.ts'
import { runGateway, storedIds } from './gateway-process.ts'
import { call, twilioUrl, type Vendor, vendors } from './vendor-calls.ts'

const names = Object.keys(vendors) as Vendor[]
const everySecret = (secret: string) => Object.fromEntries(names.map(name => [name, secret]))
const tokenOf = (n: number) => `0199a000-0000-7000-8000-${String(n).padStart(12, '0')}`

test('every secret is replaced under traffic: no valid webhook is refused, and the old one is worth nothing afterwards', async t => {
  const nats = await natsFor(t)
  const start = (secret: string) => runGateway(t, nats, { ...everySecret(secret), TWILIO_WEBHOOK_URL: twilioUrl })
  let gateway = await start('old')
  const secrets = everySecret('old')
  const answers: { vendor: Vendor; token: string; secret: string; status: number }[] = []
  let count = 0
  let calling = true
  const traffic = names.map(async vendor => {
    while (calling) {
      count += 1
      const [token, secret] = [tokenOf(count), secrets[vendor] as string]
      const status = await call(gateway.port, vendors[vendor](token, secret)).catch(() => 0)
      answers.push({ vendor, token, secret, status })
    }
  })
  const someMore = () => {
    const before = answers.length
    return eventually(() =>
      names.every(vendor => answers.slice(before).filter(one => one.vendor === vendor).length > 20),
    )
  }
  /** Another gateway takes over, as a Deployment rolls: the old one ends when nothing new comes to it. */
  const rollTo = async (secret: string) => {
    const before = gateway
    gateway = await start(secret)
    before.child.kill('SIGTERM')
    t.same(await before.exit, [0, null])
    await someMore()
  }

  await someMore()
  await rollTo('old,new')
  for (const vendor of names) {
    secrets[vendor] = 'new'
    await someMore()
  }
  await rollTo('new')
  calling = false
  await Promise.all(traffic)

  t.same(
    answers.filter(({ status }) => status !== 200),
    [],
    `${answers.length} webhooks, and none was refused`,
  )
  for (const vendor of names) {
    const used = new Set(answers.filter(one => one.vendor === vendor).map(({ secret }) => secret))
    t.same([...used], ['old', 'new'], vendor)
    t.equal(await call(gateway.port, vendors[vendor]('after', 'old')), 401, `${vendor}: the old secret`)
    t.equal(await call(gateway.port, vendors[vendor]('after', 'old,new')), 401, `${vendor}: both as one`)
  }
  const ids = await storedIds(t, nats)
  await eventually(() => ids.length >= answers.length, { timeoutMs: 30_000 })
  t.equal(ids.length, answers.length, 'everything that was answered is stored, and nothing else')
  t.ok(answers.every(({ token }) => ids.some(id => id.includes(token))))
})
