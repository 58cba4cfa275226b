import { randomUUID } from 'node:crypto'
import { type Bus, connectJetStream } from '@astria-bot/bus'
import { catalogue, type Event } from '@astria-bot/contracts'
import { buildApp, gatewayAliases, gatewaySettings } from '@astria-bot/gateway'
import { createLogger, type Environment, loadSettings, stopApp } from '@astria-bot/service'
import { eventually, type Nats, startNats } from '@astria-bot/testing'
import { serializeEscaped, sign } from '@astria-bot/whatsapp'
import type { Test } from 'tap'

export const secrets = {
  WHATSAPP_APP_SECRET: 'app-secret',
  WHATSAPP_VERIFY_TOKEN: 'verify-token',
  CALLBACK_SECRET: 'callback-secret',
  PAYMENT_WEBHOOK_SECRET: 'payment-secret',
  UPDATE_TOKEN: 'update-token',
}

/** A nats-server for one test. */
export async function natsFor(t: Test): Promise<Nats> {
  const nats = await startNats()
  t.teardown(() => nats.stop())
  return nats
}

/** A gateway on a real stream, and what it stored. */
export async function startGateway(t: Test, env: Environment = {}, running?: Nats) {
  const nats = running ?? (await natsFor(t))
  const settings = loadSettings(
    gatewaySettings,
    { ENVIRONMENT: 'test', NATS_URL: nats.url, PARTITIONS: '4', ...secrets, ...env },
    { aliases: gatewayAliases },
  )
  const bus = await connectJetStream({ url: nats.url, name: 'gateway', partitions: 4, replicas: 1 })
  const lines: string[] = []
  const logger = createLogger({ name: 'gateway', destination: { write: line => void lines.push(line) } })
  const app = await buildApp({ settings, logger, bus })
  t.teardown(async () => {
    await stopApp(app)
    await bus.close()
  })
  return { server: app.server, bus, nats, lines, stored: await storedEvents(t, bus) }
}

/** Everything that is stored, as it comes. `exactly` waits for a number of events and for none beyond. */
async function storedEvents(t: Test, bus: Bus) {
  const events: Event[] = []
  const consumer = await bus.consume({
    durable: `test-${randomUUID()}`,
    events: [...catalogue.values()],
    handle: async batch => void events.push(...batch),
  })
  t.teardown(() => consumer.drain())
  return {
    events,
    async exactly(count: number): Promise<Event[]> {
      await eventually(() => {
        if (events.length < count) throw new Error(`${events.length} of ${count} events`)
      })
      await new Promise(resolve => setTimeout(resolve, 150))
      t.equal(events.length, count, `${count} events are stored`)
      return events
    },
  }
}

/** The request of a signed webhook. */
export function signed(body: unknown, options: { url?: string; secret?: string } = {}) {
  const payload = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : serializeEscaped(body))
  return {
    method: 'POST',
    url: options.url ?? '/SmsReceived',
    payload,
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': sign(payload, options.secret ?? secrets.WHATSAPP_APP_SECRET),
    },
  } as const
}
