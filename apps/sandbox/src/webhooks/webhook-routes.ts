import { randomInt } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { TheRecord } from '../record/record.ts'
import type { Delivery } from './delivery.ts'
import { WebhookPolicy } from './webhook-policy.ts'
import type { Webhooks } from './webhooks.ts'

/** Where the webhook stands, and what it is asked when it is set up. */
export interface WebhookAddress {
  url: string | undefined
  verifyToken: string
}

/** Asks the receiver the way Meta does when a webhook is set up: 200 with the bare challenge, or it is not verified. */
async function verify({ url, verifyToken }: WebhookAddress): Promise<{ verified: boolean; status: number }> {
  if (!url) return { verified: false, status: 0 }
  const challenge = String(randomInt(1_000_000_000))
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': challenge,
    'hub.verify_token': verifyToken,
  })
  try {
    const answer = await fetch(`${url}?${query}`, { redirect: 'manual' })
    return { verified: answer.status === 200 && (await answer.text()) === challenge, status: answer.status }
  } catch {
    return { verified: false, status: 0 }
  }
}

/** How webhooks are delivered: `GET /webhooks`, `POST /webhook-policy`, `POST /webhook-verification`. */
export function webhookRoutes(
  server: FastifyInstance,
  webhooks: Webhooks,
  delivery: Delivery,
  record: TheRecord,
  address: WebhookAddress,
): void {
  server.get('/webhooks', async () => ({ pending: webhooks.pending(), policy: delivery.policy() }))

  server.post('/webhook-verification', async () => {
    const answer = await verify(address)
    record.add('webhook.verification', answer.verified ? 'verified' : 'refused', answer)
    return answer
  })

  server.post('/webhook-policy', async (request, reply) => {
    const parsed = WebhookPolicy.partial().safeParse(request.body ?? {})
    if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) })
    const given = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
    record.add('webhook.policy', 'changed', {
      policy: { ...given, ...('appSecret' in given ? { appSecret: '…' } : {}) },
    })
    return delivery.setPolicy(given)
  })
}
