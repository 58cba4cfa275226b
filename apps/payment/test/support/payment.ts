import { type Bus, createInProcessBus } from '@astria-bot/bus'
import type { Event, KnownEvent } from '@astria-bot/contracts'
import { buildApp, paymentSettings } from '@astria-bot/payment'
import { createGuardedFetch, createLogger, loadSettings } from '@astria-bot/service'
import { connect, type Database } from '@astria-bot/store'
import { createDatabase, eventually } from '@astria-bot/testing'
import { type FakeProvider, startFakeProvider } from './fake-provider.ts'

export const apiKey = 'test-key-of-the-api'

export interface RunningPayment {
  readonly db: Database
  readonly bus: Bus
  readonly provider: FakeProvider
  readonly server: Awaited<ReturnType<typeof buildApp>>['server']
  /** What the app has told the others, in that order. */
  told(): Promise<Event[]>
  /** Publishes one after the other, and waits until the app has handled them. */
  tell(...events: Event[]): Promise<void>
  /** Hands events to the app as one batch, past the bus. */
  handle(events: Event[]): Promise<void>
  /** Waits until everything that was published is handled, published and refunded. */
  settled(): Promise<void>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it with `t.match`
  read(path: string): Promise<{ status: number; body: any }>
}

interface Test {
  teardown(handler: () => Promise<unknown>): unknown
}

/** Starts the app on a database of its own, with the bus of a single process and a provider at the other end of HTTP. */
export async function startPayment(t: Test, env: Record<string, string | undefined> = {}): Promise<RunningPayment> {
  const provider = await startFakeProvider()
  const database = await createDatabase()
  const db = connect({ url: database.url, name: 'payment-test' })
  const bus = await createInProcessBus({ sql: db.pool, partitions: 8, name: 'test' })
  const settings = loadSettings(paymentSettings, {
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    NATS_URL: 'nats://nobody.invalid',
    CHECKOUT_URL: 'https://pay.example/?order={order}&amount={amount}&currency={currency}&return={return}',
    CHECKOUT_RETURN_URL: 'https://wa.me/15550100731',
    REFUND_URL: provider.url,
    PAYMENT_WEBHOOK_SECRET: 'secret-one,secret-two',
    API_KEYS: `tester:viewer:${apiKey}`,
    ...env,
  })
  const fetch = createGuardedFetch({ allowHosts: [], allowPrivate: [new URL(provider.url).host], timeoutMs: 2000 })
  const logger = createLogger({ name: 'payment', level: 'silent' })
  let handle: ((batch: readonly KnownEvent[]) => Promise<void>) | undefined
  const listening: Bus = {
    ...bus,
    consume(options) {
      handle = options.handle
      return bus.consume(options)
    },
  }
  const app = await buildApp({ settings, logger, db, bus: listening, fetch, crash: () => {} })
  await app.start()
  t.teardown(async () => {
    await app.stop()
    await app.server.close()
    await bus.close()
    await fetch.close()
    await db.close()
    await database.drop()
    await provider.close()
  })
  const settled = async () => void (await eventually(() => isSettled(db), { timeoutMs: 30_000 }))
  return {
    db,
    bus,
    provider,
    server: app.server,
    told: () => toldBy(db),
    handle: async events => handle?.(events as KnownEvent[]),
    async tell(...events) {
      for (const event of events) {
        await bus.publish([event])
        await settled()
      }
    },
    settled,
    async read(path) {
      const answer = await app.server.inject({ url: path, headers: { authorization: `Bearer ${apiKey}` } })
      return { status: answer.statusCode, body: answer.json() }
    },
  }
}

async function toldBy(db: Database): Promise<Event[]> {
  const { rows } = await db.pool.query<{ event: Event }>(
    `select envelope::json as event from ops.bus_events where envelope::json ->> 'source' = 'payment' order by id`,
  )
  return rows.map(row => row.event)
}

const consumed = [
  'order.placed.v1',
  'payment.notice.received.v1',
  'tune.failed.v1',
  'portraits.ready.v1',
  'erasure.requested.v1',
]

/** Whether every event is handled (or dead), the outbox is empty, and no refund is under way. */
async function isSettled(db: Database): Promise<boolean> {
  const { rows } = await db.pool.query(
    `select (select count(*) from ops.bus_events where type = any($1)
          and event_id not in (select event_id from payments.inbox)
          and event_id not in (select event::json ->> 'id' from ops.bus_dead))
        + (select count(*) from payments.outbox)
        + (select count(*) from payments.effects where state in ('prepared', 'calling', 'unknown')) as open`,
    [consumed],
  )
  return Number(rows[0].open) === 0
}

/** Whether the app has handled so many events, and published what it had to say. */
export async function isHandled(db: Database, count: number): Promise<boolean> {
  const { rows } = await db.pool.query(
    'select (select count(*)::int from payments.inbox) as inbox, (select count(*)::int from payments.outbox) as outbox',
  )
  return rows[0].inbox === count && rows[0].outbox === 0
}

/** What is wrong with the money: nothing, if the promises hold. Read from the tables, not from the app. */
export async function auditOf(db: Database): Promise<unknown[]> {
  const { rows } = await db.pool.query(`
    select 'sum' as fault, transaction_key as what from payments.ledger_entries
      group by transaction_key, currency having sum(amount_minor) <> 0
    union all
    select 'negative', account from payments.ledger_entries where account not like 'provider:%'
      group by account, currency having sum(amount_minor) < 0
    union all
    select 'credit', o.id::text from payments.orders o
      left join payments.payments p on p.order_id = o.id and p.state = 'credited'
      where coalesce(p.amount_minor - p.refunded_minor, 0) - o.captured_minor is distinct from (
        select coalesce(sum(e.amount_minor), 0) from payments.ledger_entries e
        join payments.ledger_transactions t on t.key = e.transaction_key
        where t.order_id = o.id and e.account = 'customer:' || o.customer_id)`)
  return rows
}
