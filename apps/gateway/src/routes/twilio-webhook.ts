import { type Server, sendProblem } from '@astria-bot/service'
import { parseTwilioWebhook, twilioWebhookAddress, verifyTwilioSignature } from '@astria-bot/whatsapp'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { contentTypeOf, rawBody } from '../raw-body.ts'
import type { GatewaySettings } from '../settings.ts'
import { storeEvents } from '../store-events.ts'

/** A message of Twilio is a form of a few kilobytes. */
const bodyLimit = 1024 * 1024

/** Whatever stands in the answer would be sent to the customer. */
const nothingToSay = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

const queryOf = (request: FastifyRequest) => {
  const url = request.raw.url ?? ''
  const at = url.indexOf('?')
  return at < 0 ? '' : url.slice(at)
}

/**
 * The address as Twilio knows it. Host and path come from the settings: what a proxy forwards is anybody's. The query
 * comes from the request, as each message's statuses come with our own id in it; the signature covers it.
 */
function addressOf(request: FastifyRequest, settings: GatewaySettings): string | undefined {
  const configured = twilioWebhookAddress(settings)
  if (configured === undefined) return undefined
  const url = new URL(configured)
  url.search = ''
  // `#rc=5&rp=all` tells Twilio how often to try again, and is no part of what it signs.
  url.hash = ''
  return url.href + queryOf(request)
}

/** `POST`: verify, translate, store, and an empty answer. Closed where no token of Twilio is set. */
export function addTwilioWebhook(server: Server, path: string, gateway: Gateway): void {
  const { settings, metrics, now } = gateway
  server.post(path, { bodyLimit }, async (request, reply): Promise<FastifyReply> => {
    const url = addressOf(request, settings)
    const tokens = settings.TWILIO_AUTH_TOKEN ?? []
    if (url === undefined || tokens.length === 0) return sendProblem(reply, 404)
    const body = rawBody(request)
    const contentType = contentTypeOf(request)
    const header = request.headers['x-twilio-signature'] as string | undefined
    const verdict = verifyTwilioSignature({ url, contentType, body }, header, tokens)
    if (!verdict.ok) {
      metrics.request('twilio', verdict.why === 'malformed' ? 'wrong' : verdict.why)
      return sendProblem(reply, 401)
    }
    const echoedId = new URL(url).searchParams.get('id') ?? undefined
    const parsed = parseTwilioWebhook({ contentType, body, echoedId }, now())
    if (!parsed.ok) {
      metrics.request('twilio', 'malformed')
      return sendProblem(reply, 400)
    }
    const answer = { source: 'twilio', type: 'text/xml; charset=utf-8', body: nothingToSay } as const
    return storeEvents(gateway, reply, parsed.events, answer)
  })
}
