import { type Server, sendProblem } from '@astria-bot/service'
import { parseWebhook, verifySignature } from '@astria-bot/whatsapp'
import type { Gateway } from '../gateway.ts'
import { hasClientCertificate } from '../has-client-certificate.ts'
import { mayBeUnsigned } from '../may-be-unsigned.ts'
import { rawBody } from '../raw-body.ts'
import { createSameTurn } from '../same-turn.ts'
import { storeEvents } from '../store-events.ts'

/** Meta sends up to 3 MB; what is refused for its size is repeated for days. */
const bodyLimit = 4 * 1024 * 1024

/**
 * `POST`: verify, translate, store, 200. Only 200 counts as taken at Meta, so that nothing in a signed body is answered
 * otherwise, but for what is no JSON.
 */
export function addWhatsAppWebhook(server: Server, path: string, gateway: Gateway): void {
  const { settings, metrics, now } = gateway
  const sameTurn = createSameTurn()
  server.post(path, { bodyLimit }, async (request, reply) => {
    if (!hasClientCertificate(request, settings)) {
      metrics.request('whatsapp', 'no_certificate')
      return sendProblem(reply, 401)
    }
    await sameTurn()
    const body = rawBody(request)
    const header = request.headers['x-hub-signature-256'] as string | undefined
    const verdict = verifySignature(body, header, settings.WHATSAPP_APP_SECRET)
    const unsigned = !verdict.ok && verdict.why === 'missing' && mayBeUnsigned(request, settings)
    if (!verdict.ok && !unsigned) {
      metrics.request('whatsapp', verdict.why === 'malformed' ? 'wrong' : verdict.why)
      return sendProblem(reply, 401)
    }
    const parsed = parseWebhook(body, now())
    if (!parsed.ok) {
      metrics.request('whatsapp', 'malformed')
      return sendProblem(reply, 400)
    }
    const outcome = unsigned ? 'accepted_unsigned' : 'accepted'
    return storeEvents(gateway, reply, parsed.events, { source: 'whatsapp', outcome })
  })
}
