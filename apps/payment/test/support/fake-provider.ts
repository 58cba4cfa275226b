import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** A payment provider at the other end of HTTP: keeps what it was asked for, and gives money back once per id. */
export interface FakeProvider {
  readonly url: string
  readonly requests: { body: Record<string, unknown>; headers: http.IncomingHttpHeaders; raw: string }[]
  /** The refunds that were carried out. */
  readonly done: Set<string>
  /** What to do with the next requests: a status (409 only if done before), `lost` does it and hangs up. */
  next: (number | 'lost')[]
  close(): Promise<void>
}

export async function startFakeProvider(): Promise<FakeProvider> {
  const provider = { requests: [], done: new Set(), next: [] } as unknown as FakeProvider & { url: string }
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString()
      const body = JSON.parse(raw) as Record<string, unknown>
      provider.requests.push({ body, raw, headers: request.headers })
      const what = provider.next.shift() ?? 200
      const id = String(body.id)
      if (what === 'lost') {
        provider.done.add(id)
        request.socket.destroy()
        return
      }
      const known = provider.done.has(id)
      if (what < 300) provider.done.add(id)
      response.writeHead(what < 300 && known ? 409 : what).end('{}')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/refunds`
  provider.close = () =>
    new Promise(resolve => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return provider
}
