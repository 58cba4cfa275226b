import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Bus, connectJetStream } from '@astria-bot/bus'
import type { KnownEvent } from '@astria-bot/contracts'
import { type Files, openFiles } from '@astria-bot/files'
import { buildApp, type MessageSettings, messageAliases, messageSettings } from '@astria-bot/message'
import { type App, createGuardedFetch, createLogger, loadSettings } from '@astria-bot/service'
import { connect, type Database } from '@astria-bot/store'
import { createDatabase, type Nats, startNats } from '@astria-bot/testing'
import { type FakeGraph, startGraph } from './graph.ts'

/** The channel of all tests. */
export const channel = '106540352242922'

/** Short, so that a repeated event reaches the inbox and not only the broker. */
const duplicateWindowMs = 100

/** Everything around the app: the real broker and database, and a fake WhatsApp. */
export interface Studio {
  readonly graph: FakeGraph
  readonly nats: Nats
  readonly bus: Bus
  readonly db: Database
  readonly files: Files
  /** The environment of a process of the app. */
  readonly env: Record<string, string>
  publish(...events: KnownEvent[]): Promise<void>
  /** Starts the app in this process; several are several replicas. */
  start(env?: Record<string, string>): Promise<App>
  count(sql: string): Promise<number>
  close(): Promise<void>
}

export async function openStudio(more: Record<string, string> = {}): Promise<Studio> {
  const [graph, nats, database] = await Promise.all([startGraph(), startNats(), createDatabase()])
  const folder = mkdtempSync(path.join(os.tmpdir(), 'astria-message-'))
  const db = connect({ url: database.url, name: 'test' })
  const partitions = Number(more.PARTITIONS ?? 8)
  const bus = await connectJetStream({ url: nats.url, name: 'test', partitions, replicas: 1, duplicateWindowMs })
  const env = {
    ENVIRONMENT: 'test',
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    PARTITIONS: String(partitions),
    FILES_URL: pathToFileURL(folder).href,
    PRIVATE_HOSTS: graph.host,
    WHATSAPP_API_URL: graph.url,
    WHATSAPP_NUMBER_ID: channel,
    WHATSAPP_API_KEY: 'a-token',
    SUPPORT_CONTACT: 'support@example.com',
    UNKNOWN_WAIT_MS: '1000',
    UNKNOWN_DEAF_MS: '1000',
    SEND_LEASE_MS: '1500',
    SEND_TIMEOUT_MS: '1000',
    ACCOUNT_RETRY_MS: '500',
    NUMBER_RATE: '10000',
    // This WhatsApp tells no statuses by itself: the tests that are about waiting for them say so.
    SENT_WAIT_MS: '0',
    ALBUM_WAIT_MS: '0',
    ...more,
  }
  const open: (() => Promise<unknown>)[] = []
  return {
    graph,
    nats,
    bus,
    db,
    files: openFiles(env.FILES_URL),
    env,
    publish: (...events) => bus.publish(events),
    async start(over = {}) {
      const settings: MessageSettings = loadSettings(
        messageSettings,
        { PORT: '0', ...env, ...over },
        { aliases: messageAliases },
      )
      const running = await startApp(settings)
      open.push(running.close)
      await running.app.start()
      return { ...running.app, stop: running.close }
    },
    async count(sql) {
      const { rows } = await db.pool.query<{ n: string }>(`select count(*) as n from ${sql}`)
      return Number(rows[0]!.n)
    },
    async close() {
      await Promise.all(open.map(stop => stop()))
      await bus.close()
      await db.close()
      await Promise.all([graph.close(), nats.stop(), database.drop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One replica, with connections of its own. */
async function startApp(settings: MessageSettings) {
  const db = connect({ url: settings.DATABASE_URL, name: 'message', max: 12 })
  const bus = await connectJetStream({
    url: settings.NATS_URL,
    name: 'message',
    partitions: settings.PARTITIONS,
    replicas: 1,
    duplicateWindowMs,
  })
  const fetch = createGuardedFetch({
    allowHosts: [],
    allowPrivate: settings.PRIVATE_HOSTS,
    timeoutMs: settings.SEND_TIMEOUT_MS,
  })
  const logger = createLogger({ name: 'message', level: settings.LOG_LEVEL })
  const files = openFiles(settings.FILES_URL)
  const app = await buildApp({ settings, logger, db, bus, files, fetch, crash: () => {} })
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= (async () => {
      await app.stop()
      await app.server.close()
      await bus.close()
      await fetch.close()
      await db.close()
    })()
    return closed
  }
  return { app, close }
}
