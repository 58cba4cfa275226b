import { type Server, sendProblem } from '@astria-bot/service'
import { sameSecret } from '../same-secret.ts'
import type { GatewaySettings } from '../settings.ts'

/** Longer ones do not come from Meta. */
const maxChallenge = 500

/**
 * `GET`: Meta asks whether the address is ours, and wants its challenge back. Plain text, as the challenge is anybody's.
 * No client certificate is asked for, also where webhooks need one: Meta promises it for webhooks only, the verify token
 * says who asks, and nothing is stored or told that the caller did not bring along.
 */
export function addWhatsAppSubscription(server: Server, path: string, settings: GatewaySettings): void {
  server.get(path, async (request, reply) => {
    const query = request.query as Record<string, unknown>
    const challenge = query['hub.challenge']
    const ours =
      query['hub.mode'] === 'subscribe' && sameSecret(query['hub.verify_token'], settings.WHATSAPP_VERIFY_TOKEN)
    if (!ours || typeof challenge !== 'string' || challenge.length > maxChallenge) return sendProblem(reply, 403)
    return reply.type('text/plain; charset=utf-8').header('x-content-type-options', 'nosniff').send(challenge)
  })
}
