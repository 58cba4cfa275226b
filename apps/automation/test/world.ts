import { createHash, randomUUID } from 'node:crypto'
import { type AutomationDependencies, automationSettings, buildApp } from '@astria-bot/automation'
import { connectJetStream } from '@astria-bot/bus'
import {
  automationExecuted,
  type ContactSnapshot,
  contactChanged,
  contactChangeRequested,
  contactCreated,
  createEvent,
  type DataOf,
  type EventDefinition,
  erasureDone,
  isEvent,
  type KnownEvent,
  messageReceived,
  messageRequested,
} from '@astria-bot/contracts'
import { createGuardedFetch, createLogger, loadSettings } from '@astria-bot/service'
import { connect } from '@astria-bot/store'
import { createDatabase, eventually, startNats, startProcess } from '@astria-bot/testing'

type Teardown = { teardown: (end: () => unknown) => unknown }
const watched = [messageRequested, contactChangeRequested, automationExecuted, erasureDone]
const key = 'an-admin-key-of-this-test'

/** A contact of the test. */
export type Person = ContactSnapshot

/** Somebody who wrote; `keys` are opaque as the gateway makes them. */
export function person(more: Partial<ContactSnapshot> = {}): Person {
  const contactId = more.contactId ?? randomUUID()
  return {
    contactId,
    channel: '1',
    version: 1,
    keys: [createHash('sha256').update(contactId).digest('hex').slice(0, 32)],
    name: 'Dana',
    language: 'en',
    tags: [],
    attributes: {},
    optedOut: false,
    state: 'NEW',
    handedOver: false,
    createdAt: new Date().toISOString(),
    ...more,
  }
}

/** Real NATS and Postgres, and this app once or more, in the process or as processes of their own. */
export async function openWorld(t: Teardown, further: Record<string, string> = {}) {
  const [nats, database] = await Promise.all([startNats(), createDatabase()])
  const env: Record<string, string> = {
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'warn',
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    PARTITIONS: '4',
    API_KEYS: `admin:admin:${key},agent:agent:an-agent-key-of-this-test,viewer:viewer:a-viewer-key-of-this-test`,
    SCHEDULE_TICK: '* * * * * *',
    ...further,
  }
  const db = connect({ url: database.url, name: 'test' })
  const bus = await connectJetStream({ name: 'test', url: nats.url, partitions: 4, replicas: 1 })
  const events: KnownEvent[] = []
  await bus.consume({ durable: 'test', events: watched, handle: async batch => void events.push(...batch) })
  const running: { stop(): Promise<unknown> }[] = []
  t.teardown(async () => {
    for (const one of running) await one.stop().catch(() => {})
    await bus.close()
    await db.close()
    await nats.stop()
    await database.drop()
  })

  const publish = <Type extends string, Data>(
    definition: EventDefinition<Type, Data>,
    subject: string,
    data: NoInfer<Data>,
    more: { id?: string; causationid?: string; time?: Date } = {},
  ) => {
    const { id = randomUUID(), causationid, time = new Date() } = more
    return bus.publish([createEvent(definition, { id, source: 'test', subject, time, causationid }, data)])
  }
  const found = <Type extends string, Data>(definition: EventDefinition<Type, Data>, where: object = {}) =>
    events
      .flatMap(event => (isEvent(definition, event) ? [(event as unknown as { data: Data }).data] : []))
      .filter(data => Object.entries(where).every(([name, value]) => (data as Record<string, unknown>)[name] === value))
  const rows = <Row>(text: string, values: unknown[] = []) =>
    db.query<Row>({ name: `t:${text.slice(0, 50)}`, text }, values)

  return {
    db,
    bus,
    env,
    nats,
    events,
    publish,
    found,
    rows,
    /** Somebody is there: their first event comes. */
    meet: async (more: Partial<ContactSnapshot> = {}) => {
      const one = person(more)
      await publish(contactCreated, one.contactId, one)
      await eventually(async () => {
        const known = await rows('select 1 from automation.contacts where contact_id = $1', [one.contactId])
        return known.length > 0
      })
      return one
    },
    /** Somebody's fields are different now. */
    change: async (
      one: Person,
      more: Partial<DataOf<typeof contactChanged>>,
      causationid?: string,
      time: Date = new Date(),
    ) => {
      const next = { ...one, ...more, version: one.version + 1 }
      await publish(contactChanged, one.contactId, next, {
        time,
        ...(causationid === undefined ? {} : { causationid }),
      })
      return next as Person
    },
    /** Somebody writes. */
    say: async (one: Person, body: string, more: Partial<DataOf<typeof messageReceived>> = {}) => {
      const data = {
        channel: one.channel,
        messageId: `wamid.${randomUUID()}`,
        contact: { phone: '972500000001' },
        sentAt: new Date().toISOString(),
        content: { type: 'text' as const, body },
        ...more,
      }
      await publish(messageReceived, one.keys[0] as string, data)
      return data
    },
    /** Waits for so many events. */
    expect: <Type extends string, Data>(definition: EventDefinition<Type, Data>, where: object = {}, count = 1) =>
      eventually(
        () => {
          const all = found(definition, where)
          if (all.length >= count) return all
          throw new Error(`${all.length} ${definition.type} of ${count}; there is ${events.map(({ type }) => type)}`)
        },
        { timeoutMs: 30_000 },
      ),
    /** Waits until a text of nobody's has gone the whole way, and with it everything before it. */
    quiet: async () => {
      const probe = randomUUID()
      await publish(contactCreated, probe, person({ contactId: probe }), { id: probe })
      await eventually(async () => {
        const seen = await rows('select 1 from automation.contacts where contact_id = $1', [probe])
        const left = await rows('select 1 from automation.outbox limit 1')
        return seen.length > 0 && left.length === 0
      })
    },
    async startApp(more: Partial<Pick<AutomationDependencies, 'now'>> & { env?: Record<string, string> } = {}) {
      const settings = loadSettings(automationSettings, { ...env, PORT: '0', ...more.env })
      const appDb = connect({ url: database.url, name: 'automation' })
      const appBus = await connectJetStream({ name: 'automation', url: nats.url, partitions: 4, replicas: 1 })
      const logger = createLogger({
        name: 'automation',
        level: (process.env['TEST_LOG_LEVEL'] ?? 'silent') as 'silent',
      })
      const fetch = createGuardedFetch({
        allowHosts: settings.AUTOMATION_WEBHOOK_HOSTS,
        allowPrivate: settings.PRIVATE_HOSTS,
        timeoutMs: 5000,
      })
      const app = await buildApp({
        settings,
        logger,
        db: appDb,
        bus: appBus,
        fetch,
        ...(more.now ? { now: more.now } : {}),
      })
      await app.start()
      let stopped = false
      const stop = async () => {
        if (stopped) return
        stopped = true
        await app.stop()
        await app.server.close()
        await fetch.close()
        await appBus.close()
        await appDb.close()
      }
      running.push({ stop })
      const call = async (
        method: 'GET' | 'POST' | 'PUT' | 'DELETE',
        url: string,
        body?: unknown,
        as = key,
        headers: object = {},
      ) => {
        const answer = await app.server.inject({
          method,
          url,
          headers: { authorization: `Bearer ${as}`, ...headers },
          ...(body === undefined ? {} : { payload: body as object }),
        })
        const { etag } = answer.headers
        return { status: answer.statusCode, etag: etag as string, body: answer.body === '' ? null : answer.json() }
      }
      return {
        app,
        stop,
        call,
        /** Saves an automation, which must work; gives its id. */
        save: async (automation: object): Promise<string> => {
          const { status, body } = await call('POST', '/api/automations', automation)
          if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`)
          return body.id
        },
      }
    },
    async startProcess(crashAt?: string, more: Record<string, string> = {}) {
      const process = await startProcess({
        app: 'automation',
        env: { ...env, ...more },
        ...(crashAt ? { crashAt } : {}),
      })
      running.push({ stop: () => process.kill('SIGKILL') })
      return process
    },
  }
}
export type World = Awaited<ReturnType<typeof openWorld>>
