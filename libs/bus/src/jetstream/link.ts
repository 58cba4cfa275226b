import { setTimeout as sleep } from 'node:timers/promises'
import { TransientError } from '@astria-bot/contracts'
import { connect, type NatsConnection } from '@nats-io/transport-node'

/** The connection to NATS, which comes back by itself for as long as the process lives. */
export interface Link {
  readonly nats: NatsConnection
  /** The first word of the subjects on which this connection hears answers: an account may hear no others. */
  readonly inboxPrefix: string
  connected(): boolean
  /** Resolves when connected; throws a TransientError after the time. */
  whenConnected(timeoutMs: number): Promise<void>
  /** Rejects as soon as the connection is lost: no answer can come any more. */
  untilLost<T>(work: Promise<T>): Promise<T>
  /** Does it now, or right after the next connection: the client throws away what is sent in between. */
  send(command: () => void): void
  /** Calls the listener after each reconnection. Returns how to stop that. */
  onReconnect(listener: () => void): () => void
  close(): Promise<void>
}

/** Where and how to connect. */
export interface LinkOptions {
  url: string
  name: string
  connectTimeoutMs: number
  onStatus?: ((status: 'connected' | 'disconnected') => void) | undefined
}

/** The connection was lost while an answer was awaited: what was sent may have arrived or not. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError'
}

/** Connects, however long the server takes to appear, up to `connectTimeoutMs`. */
export async function openLink(options: LinkOptions): Promise<Link> {
  const nats = await dial(options)
  const reconnected = new Set<() => void>()
  const lost = new Set<(error: Error) => void>()
  let unsent: (() => void)[] = []
  let connected = true

  const follow = async () => {
    for await (const status of nats.status()) {
      if (status.type === 'disconnect') {
        connected = false
        options.onStatus?.('disconnected')
        for (const reject of lost) reject(new ConnectionLostError('the connection to NATS was lost'))
      }
      if (status.type === 'reconnect') {
        connected = true
        options.onStatus?.('connected')
        for (const command of unsent.splice(0)) attempt(command)
        for (const listener of [...reconnected]) listener()
      }
    }
  }
  void follow()
  options.onStatus?.('connected')

  const link: Link = {
    nats,
    inboxPrefix: inboxPrefixOf(options.name),
    connected: () => connected && !nats.isClosed(),
    whenConnected: timeoutMs => whenConnected(link, timeoutMs),
    async untilLost(work) {
      let reject: (error: Error) => void = () => {}
      const whenLost = new Promise<never>((_, fail) => {
        reject = fail
        lost.add(fail)
      })
      return Promise.race([work, whenLost]).finally(() => lost.delete(reject))
    },
    send(command) {
      if (link.connected()) attempt(command)
      else unsent.push(command)
    },
    onReconnect(listener) {
      reconnected.add(listener)
      return () => void reconnected.delete(listener)
    },
    async close() {
      unsent = []
      if (link.connected()) await Promise.race([nats.flush().catch(() => {}), sleep(1_000, undefined, { ref: false })])
      await nats.close()
    },
  }
  return link
}

/** Answers to an app come on subjects that only it may hear. */
export const inboxPrefixOf = (name: string): string => `_INBOX_${name}`

async function whenConnected(link: Link, timeoutMs: number): Promise<void> {
  if (link.connected()) return
  await new Promise<void>((resolve, reject) => {
    const stop = link.onReconnect(() => finish(resolve))
    const timer = setTimeout(() => finish(() => reject(new TransientError('NATS is not connected'))), timeoutMs)
    const finish = (settle: () => void) => {
      stop()
      clearTimeout(timer)
      settle()
    }
  })
}

/** An acknowledgement that cannot be sent is repeated by the server's redelivery, so nothing is lost with it. */
function attempt(command: () => void): void {
  try {
    command()
  } catch {}
}

async function dial({ url, name, connectTimeoutMs }: LinkOptions): Promise<NatsConnection> {
  const addresses = url.split(',').map(address => new URL(address.trim()))
  const first = addresses[0]
  const deadline = Date.now() + connectTimeoutMs
  for (;;) {
    try {
      return await connect({
        servers: addresses.map(({ host }) => host),
        ...(first?.username ? { user: decodeURIComponent(first.username) } : {}),
        ...(first?.password ? { pass: decodeURIComponent(first.password) } : {}),
        name,
        inboxPrefix: inboxPrefixOf(name),
        timeout: 3_000,
        // The client's defaults give up for good after 20 s and notice a dead link after minutes.
        maxReconnectAttempts: -1,
        reconnectTimeWait: 250,
        ignoreAuthErrorAbort: true,
        pingInterval: 2_000,
        maxPingOut: 2,
        noAsyncTraces: true,
      })
    } catch (error) {
      if (Date.now() > deadline) throw new TransientError('NATS cannot be reached', { cause: error })
      await sleep(250)
    }
  }
}
