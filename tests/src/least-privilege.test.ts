import { setTimeout as sleep } from 'node:timers/promises'
import type { BusUser } from '@astria-bot/bus'
import { traffic } from '@astria-bot/contracts'
import type { RoleName } from '@astria-bot/store'
import { connect } from '@nats-io/transport-node'
import pg from 'pg'
import { type Test, test } from 'tap'
import { playStory } from './story/customer.ts'
import { settledBooks } from './story/judge.ts'
import { type System, startSystem } from './system/start-system.ts'

test('every app with a role and an account of its own: the whole story, and nothing beyond it', async t => {
  const system = await startSystem({ ownAccounts: true })
  t.teardown(() => system.stop())
  await playStory(system.sandbox.url, {
    number: '972500000901',
    language: 'en',
    person: 'woman',
    tier: 'lite',
    stars: 5,
    portraits: 12,
  })
  t.same(await settledBooks(system.databaseUrl), [], 'nothing is left over')

  await t.test('the gateway can store its events, and neither read nor delete', t => gatewayIsBlind(t, system))
  await t.test('an app takes from its own consumers only', t => consumersAreOwn(t, system))
  await t.test('a role sees its own schema only', t => rolesAreApart(t, system))
  await t.test('each app can tell what it has left to do', t => backlogsAreTold(t, system))
})

async function gatewayIsBlind(t: Test, system: System) {
  const bus = await accountOf(system, 'gateway')
  t.match(await bus.ask('$JS.API.STREAM.MSG.GET.WHATSAPP', { seq: 1 }), 'refused')
  t.match(await bus.ask('$JS.API.STREAM.MSG.DELETE.WHATSAPP', { seq: 1 }), 'refused')
  t.match(await bus.ask('$JS.API.STREAM.PURGE.WHATSAPP', {}), 'refused')
  t.match(await bus.ask('$JS.API.STREAM.INFO.WHATSAPP', {}), 'refused')
  t.match(await bus.ask('$JS.API.CONSUMER.CREATE.WHATSAPP', {}), 'refused')
  t.match(await bus.ask('$JS.API.CONSUMER.MSG.NEXT.WHATSAPP.message-inbound-WHATSAPP-0', {}), 'refused')
  t.match(await bus.ask('payment.received.v1.0', {}), 'refused', 'nor say that somebody has paid')
  t.equal(await bus.hears('whatsapp.>'), false)
  t.equal(await bus.hears('_INBOX_message.>'), false)
  t.match(await bus.ask('whatsapp.item.broken.v1.0', { not: 'an event' }), /"stream":"WHATSAPP"/, 'its own it can')
  await bus.close()
  const admin = await accountOf(system, 'streams')
  t.match(await admin.ask('$JS.API.STREAM.INFO.WHATSAPP', {}), /"messages":[1-9]/, 'the stream is there all the same')
  await admin.close()
}

async function consumersAreOwn(t: Test, system: System) {
  const bus = await accountOf(system, 'payment')
  t.match(await bus.ask('$JS.API.CONSUMER.INFO.STUDIO.payment-STUDIO-0', {}), /"name":"payment-STUDIO-0"/)
  t.match(await bus.ask('$JS.API.CONSUMER.MSG.NEXT.STUDIO.image-STUDIO-0', {}), 'refused')
  t.match(await bus.ask('$JS.ACK.STUDIO.image-STUDIO-0.1.1.1.1.0', {}), 'refused')
  t.match(await bus.ask('$JS.API.CONSUMER.DELETE.STUDIO.payment-STUDIO-0', {}), 'refused')
  await bus.close()
}

async function backlogsAreTold(t: Test, system: System) {
  for (const app of ['message', 'image', 'payment', 'automation'] as const) {
    const metrics = await (await fetch(`${system.process(app).url}/metrics`)).text()
    t.match(metrics, new RegExp(`^outbox_oldest_seconds\\{app="${app}"\\} [0-9.]+$`, 'm'))
    for (const { durable } of traffic[app].consumes)
      t.match(metrics, new RegExp(`^inbox_waiting_events\\{consumer="${durable}",app="${app}"\\} [0-9]+$`, 'm'))
    t.notMatch(system.process(app).output(), 'a run of a loop failed', app)
  }
}

async function rolesAreApart(t: Test, system: System) {
  const denied = { code: '42501' }
  const payment = await roleOf(system, 'payment')
  await t.rejects(payment.query('select * from imaging.pictures'), denied)
  await t.rejects(payment.query('select * from messaging.messages'), denied)
  await t.rejects(payment.query('update payments.ledger_entries set amount_minor = 0'), denied)
  await t.rejects(payment.query('truncate payments.orders cascade'), denied)
  await t.rejects(payment.query('drop table payments.orders'), denied)
  await t.rejects(payment.query(`insert into ops.api_keys (name, role, hash) values ('x', 'admin', 'x')`), denied)
  await t.rejects(payment.query('create table public.mine (x int)'), denied)
  t.equal((await payment.query('select count(*)::int as n from payments.ledger_transactions')).rows[0].n > 0, true)
  await t.rejects(payment.query('select * from ops.job_runs'), denied)
  await payment.end()
  const image = await roleOf(system, 'image')
  await t.rejects(image.query('select * from payments.orders'), denied)
  t.equal((await image.query('select count(*)::int as n from imaging.pictures')).rows[0].n, 8)
  await image.end()
}

async function roleOf({ accounts, databaseUrl }: System, role: RoleName): Promise<pg.Client> {
  const client = new pg.Client(accounts?.databaseUrlOf(role, databaseUrl))
  await client.connect()
  return client
}

/** The server's refusal comes beside the answer. */
const SETTLE_MS = 100

/** A connection with the account of an app, with which anything may be tried. */
async function accountOf({ accounts, nats }: System, user: BusUser) {
  const url = new URL(accounts?.natsUrlOf(user, nats.url) ?? '')
  const { username: name, password: pass } = url
  const connection = await connect({ servers: url.host, user: name, pass, inboxPrefix: `_INBOX_${user}` })
  let refusals = 0
  void (async () => {
    for await (const status of connection.status()) if (status.type === 'error') refusals += 1
  })()
  return {
    /** The answer, or that the server refused to pass it on. */
    async ask(subject: string, body: object): Promise<string> {
      const before = refusals
      const answer = connection.request(subject, JSON.stringify(body), { timeout: 1500 })
      const text = await answer.then(
        message => message.string(),
        () => '',
      )
      if (text === '') await sleep(SETTLE_MS)
      return refusals > before ? 'refused' : text
    },
    async hears(subject: string): Promise<boolean> {
      const before = refusals
      connection.subscribe(subject, { callback: () => {} })
      await connection.flush()
      await sleep(SETTLE_MS)
      return refusals === before
    },
    close: () => connection.close(),
  }
}
