import { randomUUID } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers every call of the Graph API at once and notes when the first message to each recipient came. */
export async function startFakeGraph() {
  const firstAt = new Map<string, number>()
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const { to, type } = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as { to?: string; type?: string }
      const recipient = String(to ?? '').replace('+', '')
      if (type && !firstAt.has(recipient)) firstAt.set(recipient, performance.now())
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          messaging_product: 'whatsapp',
          success: true,
          contacts: [],
          messages: [{ id: `wamid.${randomUUID()}` }],
        }),
      )
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, firstAt, close: () => server.close() }
}
