import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildApp, sandboxSettings } from '@astria-bot/sandbox'
import { createLogger, loadSettings } from '@astria-bot/service'

export const numberId = '106540352242922'
export const phone = '972500000001'
// biome-ignore lint/suspicious/noExplicitAny: answers of three vendors, looked at by tests
export type Json = any

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
  json: Json
}

interface Answer {
  status: number
  body: Json
  headers: Headers
}

/** Plays the bot's gateway: keeps what arrives, and answers as it is told. */
async function startReceiver() {
  const received: Received[] = []
  const how = { status: (_request: Received): number => 200 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const one = {
        path: request.url ?? '',
        headers: request.headers,
        body,
        json: /^[{[]/.test(body) ? JSON.parse(body) : null,
      }
      received.push(one)
      response.writeHead(how.status(one)).end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  }
  return { received, how, url, close }
}

interface Teardown {
  teardown(work: () => Promise<unknown>): void
}

async function call(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const form = body instanceof FormData
  const type: Record<string, string> = body === undefined || form ? {} : { 'content-type': 'application/json' }
  const given = body === undefined ? {} : { body: form ? body : JSON.stringify(body) }
  const answer = await fetch(url, { method, headers: { ...type, ...headers }, redirect: 'manual', ...given })
  const text = await answer.text()
  const json = answer.headers.get('content-type')?.includes('json') && text !== ''
  return { status: answer.status, body: json ? JSON.parse(text) : text, headers: answer.headers }
}

export async function until<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
  ms = 10_000,
): Promise<T> {
  for (const end = Date.now() + ms; ; ) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for ${look}`)
    await sleep(10)
  }
}

/** A sandbox on a free port with a receiver of its own; everything quick and unlimited unless told. */
export async function startSandbox(t: Teardown, env: Record<string, string> = {}) {
  const receiver = await startReceiver()
  const settings = loadSettings(sandboxSettings, {
    ENVIRONMENT: 'test',
    WEBHOOK_URL: `${receiver.url}/SmsReceived`,
    PAYMENT_NOTICE_URL: `${receiver.url}/payment-received`,
    TWILIO_WEBHOOK_URL: `${receiver.url}/webhooks/twilio`,
    PAIR_BURST: '0',
    NUMBER_RATE: '0',
    STATUS_DELAY_MS: '5',
    WEBHOOK_RETRY_MS: '5',
    WEBHOOK_RETRY_MAX_MS: '20',
    TRAINING_MS: '40',
    PROMPT_MS: '5',
    ...env,
  })
  const app = await buildApp({ settings, logger: createLogger({ name: 'sandbox', level: 'warn' }) })
  await app.server.listen({ port: 0, host: '127.0.0.1' })
  await app.start()
  const url = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`
  let ended = false
  const end = async () => {
    if (ended) return
    ended = true
    await app.stop()
    await app.server.close()
    await receiver.close()
  }
  t.teardown(end)

  const graphKey = { authorization: 'Bearer sandbox-whatsapp-key' }
  const astriaKey = { authorization: 'Bearer sandbox-astria-key' }
  const graph = (method: string, path: string, body?: unknown, headers: Record<string, string> = graphKey) =>
    call(`${url}/graph/v25.0${path}`, method, body, headers)
  const record = async (query: string): Promise<Json[]> => (await call(`${url}/record?${query}`, 'GET')).body.entries
  return {
    url,
    end,
    received: receiver.received,
    receiver,
    graph,
    record,
    call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      call(url + path, method, body, headers),
    astria: (method: string, path: string, body?: unknown, headers: Record<string, string> = astriaKey) =>
      call(`${url}/astria${path}`, method, body, headers),
    send: (message: Record<string, unknown>, to = phone) =>
      graph('POST', `/${numberId}/messages`, { messaging_product: 'whatsapp', to: `+${to}`, ...message }),
    say: async (what: Record<string, unknown>, from = phone): Promise<string[]> => {
      const { status, body } = await call(`${url}/phones/${from}/messages`, 'POST', what)
      if (status !== 201) throw new Error(JSON.stringify(body))
      return body.messages.map(({ id }: { id: string }) => id)
    },
    chat: async (of = phone): Promise<Json[]> => (await call(`${url}/phones/${of}`, 'GET')).body.messages,
    fault: (fault: unknown) => call(`${url}/faults`, 'POST', fault),
    upload: async (bytes: Buffer, type: string): Promise<Answer> => {
      const form = new FormData()
      form.set('messaging_product', 'whatsapp')
      form.set('type', type)
      form.set('file', new Blob([new Uint8Array(bytes)], { type }), 'file')
      return graph('POST', `/${numberId}/media`, form)
    },
    sample: async (name: string): Promise<Buffer> =>
      Buffer.from(await (await fetch(`${url}/samples/${name}`)).arrayBuffer()),
    /** The items of all webhooks so far. */
    items: (kind: 'messages' | 'statuses'): Json[] =>
      receiver.received.flatMap(({ json }) => json?.entry?.[0].changes[0].value[kind] ?? []),
  }
}
export type Sandbox = Awaited<ReturnType<typeof startSandbox>>
