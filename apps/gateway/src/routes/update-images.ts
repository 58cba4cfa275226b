import { randomUUID } from 'node:crypto'
import { packRefreshRequested } from '@astria-bot/contracts'
import { type Server, sendProblem } from '@astria-bot/service'
import { parseJson } from '@astria-bot/whatsapp'
import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { gatewayEvent } from '../gateway-event.ts'
import { rawBody } from '../raw-body.ts'
import { sameSecret } from '../same-secret.ts'
import { storeEvents } from '../store-events.ts'

const Refresh = z.object({ packId: z.coerce.string().min(1).max(100).optional() })

/** `POST`, by an operator or a scheduler with a token: the packs and their examples are to be read anew. All, or one `packId`. */
export function addUpdateImages(server: Server, path: string, gateway: Gateway): void {
  const { settings, metrics, now } = gateway
  server.post(path, async (request, reply) => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (settings.UPDATE_TOKEN === undefined || !sameSecret(token, settings.UPDATE_TOKEN)) {
      metrics.request('operator', token === undefined ? 'missing' : 'wrong')
      return sendProblem(reply, 401)
    }
    const body = rawBody(request)
    const refresh = Refresh.safeParse(body.length === 0 ? {} : parseJson(body)?.value)
    if (!refresh.success) {
      metrics.request('operator', 'malformed')
      return sendProblem(reply, 400)
    }
    const { packId } = refresh.data
    const event = gatewayEvent(
      packRefreshRequested,
      { id: randomUUID(), subject: packId ?? 'packs', time: now() },
      packId === undefined ? {} : { packId },
    )
    return storeEvents(gateway, reply, [event], { source: 'operator', status: 202 })
  })
}
