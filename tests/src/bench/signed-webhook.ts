import { createHmac, randomUUID } from 'node:crypto'

/** What a webhook of the benchmark says. */
export interface WebhookText {
  channel: string
  from: string
  text: string
}

/** One text message of Meta's, about 1 KB, with an id of its own, and the headers that make it authentic. */
export function signedWebhook({ channel, from, text }: WebhookText, secret: string) {
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550100731', phone_number_id: channel },
              contacts: [{ profile: { name: 'Bench' }, wa_id: from, user_id: `IL.${from}` }],
              messages: [
                {
                  from,
                  from_user_id: `IL.${from}`,
                  id: `wamid.${randomUUID()}`,
                  timestamp: String(Math.floor(Date.now() / 1000)),
                  type: 'text',
                  text: { body: text },
                },
              ],
            },
          },
        ],
      },
    ],
  })
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } }
}
