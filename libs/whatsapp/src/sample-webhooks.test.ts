import { test } from 'tap'
import { sampleMessageId, webhooks } from './sample-webhooks.ts'
import { serializeEscaped } from './serialize-escaped.ts'
import { parseWebhook } from './webhook/parse-webhook.ts'

test('samples are read as what they are', async t => {
  const noa = { phone: '972500000101', userId: 'IL.1', name: 'Noa' }
  const body = webhooks.batch([
    webhooks.text(noa, 'שלום', { quotes: 'wamid.0', channel: '5' }),
    webhooks.picture(noa, { mediaId: '7', caption: 'me' }),
    webhooks.button({ userId: 'IL.2', username: '@maya' }, { id: 'b', title: 'B' }),
    webhooks.list(noa, { id: 'l', title: 'L' }),
    webhooks.reaction(noa, { messageId: 'wamid.0', emoji: '👍' }),
    webhooks.message(noa, { type: 'telepathy' }),
    webhooks.status(noa, { messageId: 'wamid.9', status: 'failed', errorCode: 131047, echoedId: 'our' }),
  ])
  const parsed = parseWebhook(Buffer.from(serializeEscaped(body)), new Date())
  t.ok(parsed.ok)
  t.match(parsed.ok && parsed.events.map(event => event.data), [
    {
      channel: '5',
      content: { type: 'text', body: 'שלום' },
      context: { messageId: 'wamid.0' },
      contact: { name: 'Noa' },
    },
    { content: { type: 'image', mediaId: '7', caption: 'me' } },
    { content: { type: 'button', id: 'b' }, contact: { userId: 'IL.2', username: '@maya', phone: undefined } },
    { content: { type: 'list', id: 'l' } },
    { content: { type: 'reaction', emoji: '👍' } },
    { content: { type: 'unsupported', originalType: 'telepathy' } },
    { status: 'failed', echoedId: 'our', errors: [{ code: 131047 }] },
  ])
  t.not(sampleMessageId(), sampleMessageId())
})
