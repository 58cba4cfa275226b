import { createHash } from 'node:crypto'
import { callbackPath, verifyCallback } from '@astria-bot/astria'
import { astriaCallbackReceived } from '@astria-bot/contracts'
import { type Server, sendProblem } from '@astria-bot/service'
import { keepRaw, parseJson } from '@astria-bot/whatsapp'
import type { Gateway } from '../gateway.ts'
import { gatewayEvent } from '../gateway-event.ts'
import { rawBody } from '../raw-body.ts'
import { storeEvents } from '../store-events.ts'

const bodyLimit = 4 * 1024 * 1024
/** The body is only a hint, and a stream takes no more than 1 MiB. */
const keptBytes = 512 * 1024

function hintOf(body: Buffer): unknown {
  const tooLarge = { dropped: 'too large' }
  if (body.length > keptBytes) return tooLarge
  const parsed = parseJson(body)
  if (parsed === undefined) return { text: body.toString('utf8').slice(0, 2000) }
  const hint = keepRaw(parsed.value)
  // A byte that is no UTF-8 becomes three.
  return Buffer.byteLength(JSON.stringify(hint)) > keptBytes ? tooLarge : hint
}

/** Astria signs nothing: the link that it calls is ours and carries a signature. Whatever the body is, it is taken. */
export function addAstriaCallback(server: Server, gateway: Gateway): void {
  const { settings, metrics, now } = gateway
  server.post(callbackPath, { bodyLimit }, async (request, reply) => {
    const verdict = verifyCallback(request.query as Record<string, unknown>, settings.CALLBACK_SECRET)
    if (!verdict.ok) {
      metrics.request('astria', verdict.why)
      return sendProblem(reply, 401)
    }
    const { order, kind } = verdict
    const body = rawBody(request)
    const hash = createHash('sha256').update(body).digest('hex')
    const event = gatewayEvent(
      astriaCallbackReceived,
      { id: `astria:${order}:${kind}:${hash}`, subject: order, time: now() },
      { orderId: order, kind, body: hintOf(body) },
    )
    return storeEvents(gateway, reply, [event], { source: 'astria' })
  })
}
