import { type ParsedWebhook, parseWebhook, sign } from '@astria-bot/whatsapp'

/** Posts bodies to a gateway as Meta does. */
export const doorOf =
  (url: string, secret: string) =>
  async (body: Uint8Array<ArrayBuffer>): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, secret) }
    const answer = await fetch(`${url}/webhooks/whatsapp`, { method: 'POST', headers, body })
    await answer.body?.cancel()
    return answer.status
  }

/** The ids of the events in a body. */
export function eventIdsIn(body: Uint8Array): string[] {
  const parsed: ParsedWebhook = parseWebhook(Buffer.from(body), new Date())
  return parsed.ok ? parsed.events.map(({ id }) => id) : []
}
