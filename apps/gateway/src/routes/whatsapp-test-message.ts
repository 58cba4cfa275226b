import { type Server, sendProblem } from '@astria-bot/service'
import { parseJson, parseWebhook, serializeEscaped, webhooks } from '@astria-bot/whatsapp'
import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { mayBeUnsigned } from '../may-be-unsigned.ts'
import { rawBody } from '../raw-body.ts'
import { storeEvents } from '../store-events.ts'

const TestMessage = z.object({
  from: z.coerce.string().regex(/^\+?\d{5,20}$/),
  text: z.string().min(1),
  name: z.string().optional(),
  messageId: z.string().min(1).optional(),
})

/** `{ "from": "972500000001", "text": "hi" }` instead of a whole webhook. Open where unsigned webhooks are; else 404. */
export function addWhatsAppTestMessage(server: Server, path: string, gateway: Gateway): void {
  const { settings, metrics, now } = gateway
  server.post(path, async (request, reply) => {
    if (!mayBeUnsigned(request, settings)) return sendProblem(reply, 404)
    const message = TestMessage.safeParse(parseJson(rawBody(request))?.value)
    if (!message.success) {
      metrics.request('whatsapp', 'malformed')
      return sendProblem(reply, 400)
    }
    const { from, text, name = 'Test', messageId } = message.data
    const sender = { phone: from.replace('+', ''), name }
    const options = { channel: settings.WHATSAPP_NUMBER_ID, at: now(), ...(messageId ? { messageId } : {}) }
    const parsed = parseWebhook(Buffer.from(serializeEscaped(webhooks.text(sender, text, options))), now())
    const events = parsed.ok ? parsed.events : []
    return storeEvents(gateway, reply, events, { source: 'whatsapp', outcome: 'accepted_unsigned' })
  })
}
