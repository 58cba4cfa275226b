import { createHash } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** How a kind of store answers, over the same bytes. */
export interface Protocol {
  /** Whether it is to be taken. */
  admits(request: http.IncomingMessage, body: Buffer): boolean
  /** `undefined`: it is no question for a list. */
  listed(url: URL): { prefix: string; after: string } | undefined
  page(keys: string[], next: string): string
  /** What a missing thing's answer says, and a refusal's. */
  codes: { missing: string; refused: string }
}

/** So that the pages of a list are tried. */
const perPage = 2

/** A store in this process: what is put there is there, and a list comes by two. */
export async function playStore(container: string, protocol: Protocol) {
  const objects = new Map<string, { body: Buffer; type: string }>()
  const seen: { method: string; status: number }[] = []
  const away = { status: 0 }
  const answer = (request: http.IncomingMessage, url: URL, body: Buffer): [number, string | Buffer] => {
    if (away.status) return [away.status, '<Error><Code>SlowDown</Code></Error>']
    if (!protocol.admits(request, body)) return [403, `<Error><Code>${protocol.codes.refused}</Code></Error>`]
    const asked = protocol.listed(url)
    if (asked) {
      const keys = [...objects.keys()].filter(key => key.startsWith(asked.prefix) && key > asked.after).sort()
      return [200, protocol.page(keys.slice(0, perPage), keys.length > perPage ? (keys[perPage - 1] as string) : '')]
    }
    const key = url.pathname.slice(`/${container}/`.length)
    const found = objects.get(key)
    if (request.method === 'PUT') {
      objects.set(key, { body, type: request.headers['content-type'] ?? '' })
      return [201, '']
    }
    if (!found) return [404, `<Error><Code>${protocol.codes.missing}</Code></Error>`]
    if (request.method === 'DELETE') objects.delete(key)
    return [200, request.method === 'DELETE' ? '' : found.body]
  }
  const server = http.createServer(async (request, response) => {
    const body = await buffer(request)
    const [status, said] = answer(request, new URL(request.url ?? '/', 'http://store'), body)
    seen.push({ method: request.method ?? '', status })
    response.writeHead(status).end(request.method === 'HEAD' ? undefined : said)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    seen,
    /** Every request from now on is answered with this status; 0: as it should be. */
    answer(status: number) {
      away.status = status
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export const sha256 = (body: Buffer): string => createHash('sha256').update(body).digest('hex')
