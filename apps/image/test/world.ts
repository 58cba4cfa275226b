import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { connectJetStream } from '@astria-bot/bus'
import {
  createEvent,
  type DataOf,
  type EventDefinition,
  erasureDone,
  isEvent,
  type KnownEvent,
  type OrderDetails,
  packImagesUpdated,
  paymentReceived,
  pictureInspected,
  pictureSubmitted,
  portraitsReady,
  tuneCreated,
  tuneFailed,
  tuneFinished,
} from '@astria-bot/contracts'
import { buildApp, imageAliases, imageSettings } from '@astria-bot/image'
import { createLogger, loadSettings } from '@astria-bot/service'
import { connect } from '@astria-bot/store'
import { createDatabase, eventually, samplePicture, startNats, startProcess } from '@astria-bot/testing'
import { type Outside, startOutside } from './outside.ts'

const watched = [
  pictureInspected,
  tuneCreated,
  tuneFinished,
  tuneFailed,
  portraitsReady,
  packImagesUpdated,
  erasureDone,
]
type Teardown = { teardown: (end: () => unknown) => unknown }
let lastMedia = 0

/** Real NATS and Postgres, a folder, a fake outside, and this app in the process or as one of its own. */
export async function openWorld(t: Teardown, further: Record<string, string> = {}) {
  const outside = await startOutside(t)
  const [nats, database] = await Promise.all([startNats(), createDatabase()])
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'image-test-'))
  const env = environment(outside, nats.url, database.url, root, further)
  const db = connect({ url: database.url, name: 'test' })
  const bus = await connectJetStream({ name: 'test', url: nats.url, partitions: 4, replicas: 1 })
  const events: KnownEvent[] = []
  await bus.consume({ durable: 'test', events: watched, handle: async batch => void events.push(...batch) })
  const running: { stop(): Promise<unknown> }[] = []
  outside.results.set('portrait', await samplePicture({ seed: 'portrait' }))
  t.teardown(async () => {
    for (const one of running) await one.stop().catch(() => {})
    await bus.close()
    await db.close()
    await nats.stop()
    await database.drop()
    await fs.rm(root, { recursive: true, force: true })
  })

  const publish = <Type extends string, Data>(
    definition: EventDefinition<Type, Data>,
    subject: string,
    data: NoInfer<Data>,
    id: string = randomUUID(),
  ) => bus.publish([createEvent(definition, { id, source: 'test', subject, time: new Date() }, data)])

  const found = <Type extends string, Data>(definition: EventDefinition<Type, Data>, where: object = {}) =>
    events
      .flatMap(event => (isEvent(definition, event) ? [(event as unknown as { data: Data }).data] : []))
      .filter(data => Object.entries(where).every(([key, value]) => (data as Record<string, unknown>)[key] === value))

  return {
    outside,
    db,
    bus,
    env,
    events,
    publish,
    found,
    root,
    /** Waits for an event. */
    expect: <Type extends string, Data>(definition: EventDefinition<Type, Data>, where: object = {}) =>
      eventually(
        () => {
          const [first] = found(definition, where)
          if (first === undefined)
            throw new Error(
              `no ${definition.type} ${JSON.stringify(where)}; there is ${events.map(event => event.type).join(', ')}`,
            )
          return first
        },
        { timeoutMs: 30_000 },
      ),
    async startApp() {
      const settings = loadSettings(imageSettings, { ...env, PORT: '0' }, { aliases: imageAliases })
      const appDb = connect({ url: database.url, name: 'image' })
      const appBus = await connectJetStream({ name: 'image', url: nats.url, partitions: 4, replicas: 1 })
      const logger = createLogger({ name: 'image', level: (process.env.TEST_LOG_LEVEL ?? 'silent') as 'silent' })
      const app = await buildApp({ settings, logger, db: appDb, bus: appBus })
      await app.start()
      let stopped = false
      const stop = async () => {
        if (stopped) return
        stopped = true
        await app.stop()
        await app.server.close()
        await appBus.close()
        await appDb.close()
      }
      running.push({ stop })
      return { app, stop }
    },
    async startProcess(crashAt?: string, more: Record<string, string> = {}) {
      const process = await startProcess({ app: 'image', env: { ...env, ...more }, ...(crashAt ? { crashAt } : {}) })
      running.push({ stop: () => process.kill('SIGKILL') })
      return process
    },
    /** A customer sends a picture. */
    async submit(
      bytes: Buffer,
      set: { contactId: string; setId: string },
      more: Partial<DataOf<typeof pictureSubmitted>> = {},
    ) {
      lastMedia += 1
      const mediaId = `media-${lastMedia}`
      outside.media.set(mediaId, bytes)
      const pictureId = randomUUID()
      await publish(pictureSubmitted, set.contactId, {
        pictureId,
        ...set,
        channel: '1',
        messageId: `wamid.${pictureId}`,
        mediaId,
        mimeType: 'image/jpeg',
        sentAt: new Date().toISOString(),
        ...more,
      })
      return pictureId
    },
    /** The customer pays. */
    async pay(details: Partial<OrderDetails> & { contactId: string }) {
      const order: OrderDetails = {
        orderId: randomUUID(),
        language: 'en',
        tier: 'lite',
        packId: '260',
        packTitle: 'Office',
        className: 'man',
        amountMinor: 4900,
        currency: 'ILS',
        pictureIds: [],
        tuneId: null,
        termsVersion: '1',
        termsAcceptedAt: new Date().toISOString(),
        ...details,
      }
      await publish(paymentReceived, order.contactId, { paymentId: `p-${order.orderId}`, order })
      return order.orderId
    },
  }
}
export type World = Awaited<ReturnType<typeof openWorld>>

/** A contact with enough accepted pictures. */
export async function withPictures(world: World, count = 4) {
  const set = { contactId: randomUUID(), setId: randomUUID() }
  const pictureIds: string[] = []
  for (let i = 0; i < count; i += 1)
    pictureIds.push(await world.submit(await samplePicture({ seed: `${set.setId}-${i}` }), set))
  for (const pictureId of pictureIds) {
    const { verdict, reasons } = await world.expect(pictureInspected, { pictureId })
    if (verdict !== 'accepted') throw new Error(`a sample picture was ${verdict}: ${reasons}`)
  }
  return { contactId: set.contactId, pictureIds }
}

function environment(
  outside: Outside,
  natsUrl: string,
  databaseUrl: string,
  root: string,
  further: Record<string, string>,
) {
  return {
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'warn',
    DATABASE_URL: databaseUrl,
    NATS_URL: natsUrl,
    PARTITIONS: '4',
    FILES_URL: pathToFileURL(root).href,
    PUBLIC_URL: 'https://bot.example.com',
    CALLBACK_SECRET: 'callback-secret',
    SECRET_KEY: 'secret-key',
    API_KEYS: 'tester:viewer:a-key-of-the-tests',
    ASTRIA_API_URL: `${outside.url}/astria`,
    ASTRIA_API_KEY: 'key',
    ASTRIA_RETRY_MS: '50',
    WHATSAPP_API_URL: `${outside.url}/graph`,
    WHATSAPP_NUMBER_ID: '1',
    WHATSAPP_API_KEY: 'key',
    PRIVATE_HOSTS: outside.host,
    MEDIA_HOSTS: 'results.example',
    MIN_PICTURES: '4',
    POLL_MS: '50',
    ...further,
  }
}
