import { createHmac } from 'node:crypto'

/** What is signed: the id, the time and the body, by the rules of standardwebhooks.com. */
export interface WebhookMessage {
  id: string
  /** Seconds since 1970. */
  timestamp: number
  body: string
}

/** `whsec_<base64>` as the specification writes it; anything else is taken as it stands. */
function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret)
}

/** The three headers of Standard Webhooks. While secrets rotate there is one signature for each. */
export function signWebhook(
  { id, timestamp, body }: WebhookMessage,
  secrets: readonly string[],
): Record<string, string> {
  const signatures = secrets.map(
    secret => `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  )
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') }
}
