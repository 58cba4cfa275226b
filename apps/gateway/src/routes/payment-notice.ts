import { createHash } from 'node:crypto'
import { isProvider, verifyNotice } from '@astria-bot/checkout'
import { paymentNoticeReceived } from '@astria-bot/contracts'
import { type Server, sendProblem } from '@astria-bot/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { gatewayEvent } from '../gateway-event.ts'
import { rawBody } from '../raw-body.ts'
import { storeEvents } from '../store-events.ts'

const printable = /^[\x21-\x7e]{1,200}$/

/** The provider's id, made fit for a header of the stream. */
const idPart = (id: string) => (printable.test(id) ? id : createHash('sha256').update(id).digest('base64url'))

/** Order ids of ours are uuids; anything else that came back says nothing about who it belongs to. */
const subjectOf = (orderId: string) => (z.uuid().safeParse(orderId).success ? orderId : 'system')

/** `POST`: a payment provider tells what happened. Verified over the raw bytes by the rules of the provider. */
export function addPaymentNotice(server: Server, path: string, gateway: Gateway): void {
  const { settings, metrics, now } = gateway

  const take = async (request: FastifyRequest, reply: FastifyReply) => {
    const { provider = settings.PAYMENT_PROVIDER } = request.params as { provider?: string }
    if (!isProvider(provider) || provider !== settings.PAYMENT_PROVIDER) return sendProblem(reply, 404)
    const verdict = verifyNotice(provider, rawBody(request), request.headers, settings.PAYMENT_WEBHOOK_SECRET, now())
    if (!verdict.ok) {
      metrics.request('payment', verdict.why)
      return sendProblem(reply, verdict.why === 'malformed' ? 400 : 401)
    }
    const { notice } = verdict
    const id = `pay:${provider}:${notice.kind}:${idPart(notice.noticeId)}`
    const attributes = { id, subject: subjectOf(notice.orderId), time: now() }
    const event = gatewayEvent(paymentNoticeReceived, attributes, { provider, ...notice })
    return storeEvents(gateway, reply, [event], { source: 'payment' })
  }
  server.post(path, take)
  server.post(`${path}/:provider`, take)
}
