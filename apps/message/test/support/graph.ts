import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message as it reached the fake. */
export interface Sent {
  /** Our id, echoed by statuses. */
  id: string
  to: string
  type: string
  text: string
  wamid: string
  at: number
  body: Record<string, unknown>
  /** The number that it was sent from, and the token that opened it. */
  number: string
  token: string
}

/** What the fake does with a message; by default it accepts it. */
export type Answer =
  | { kind: 'accept' }
  | { kind: 'error'; status: number; code: number }
  /** Accepts, and the answer is lost. */
  | { kind: 'accept_and_drop' }
  /** Not accepted, and nobody hears of it. */
  | { kind: 'drop' }
  | { kind: 'delay'; ms: number }

/** A Graph API that keeps a record of what it accepted. */
export interface FakeGraph {
  readonly url: string
  readonly host: string
  readonly sent: Sent[]
  readonly asked: { id: string; to: string; at: number }[]
  readonly read: string[]
  uploads: number
  /** What the account's list of templates has; null: it cannot be read. */
  templates: object[] | null
  /** Decides about each message. */
  answer: (message: Omit<Sent, 'wamid'>) => Answer
  close(): Promise<void>
}

export async function startGraph(): Promise<FakeGraph> {
  let count = 0
  const sockets = new Set<IncomingMessage['socket']>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    if (request.url?.includes('/message_templates'))
      return reply(response, graph.templates ? 200 : 503, { data: graph.templates })
    if (request.url?.endsWith('/media')) {
      graph.uploads += 1
      return reply(response, 200, { id: `media-${graph.uploads}` })
    }
    const body = JSON.parse(bytes.toString()) as Record<string, unknown>
    if (body.status === 'read') {
      graph.read.push(String(body.message_id))
      return reply(response, 200, { success: true })
    }
    return message(body, request, response)
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.keepAliveTimeout = 60_000

  async function message(body: Record<string, unknown>, request: IncomingMessage, response: ServerResponse) {
    const heard = {
      id: String(body.biz_opaque_callback_data),
      to: String(body.to ?? body.recipient),
      type: String(body.type),
      text: textOf(body),
      at: Date.now(),
      body,
      number: request.url?.split('/').at(-2) ?? '',
      token: request.headers.authorization?.replace('Bearer ', '') ?? '',
    }
    graph.asked.push({ id: heard.id, to: heard.to, at: heard.at })
    const answer = graph.answer(heard)
    if (answer.kind === 'error') {
      return reply(response, answer.status, {
        error: { code: answer.code, message: 'refused', type: 'OAuthException' },
      })
    }
    if (answer.kind === 'drop') return request.socket.destroy()
    count += 1
    const wamid = `wamid.out.${count}`
    graph.sent.push({ ...heard, wamid })
    if (answer.kind === 'accept_and_drop') return request.socket.destroy()
    if (answer.kind === 'delay') await new Promise(resolve => setTimeout(resolve, answer.ms))
    return reply(response, 200, { messaging_product: 'whatsapp', messages: [{ id: wamid }] })
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const graph: FakeGraph = {
    url: `http://127.0.0.1:${port}/v25.0`,
    host: `127.0.0.1:${port}`,
    sent: [],
    asked: [],
    read: [],
    uploads: 0,
    templates: [],
    answer: () => ({ kind: 'accept' }),
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
  return graph
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function textOf(body: Record<string, unknown>): string {
  const interactive = body.interactive as { body?: { text: string } } | undefined
  const text = body.text as { body: string } | undefined
  const reaction = body.reaction as { emoji: string } | undefined
  return text?.body ?? interactive?.body?.text ?? reaction?.emoji ?? ''
}
