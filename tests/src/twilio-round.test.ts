import type { AddressInfo } from 'node:net'
import { buildApp, sandboxSettings } from '@astria-bot/sandbox'
import { createLogger, loadSettings, stopApp } from '@astria-bot/service'
import { createTwilioClient } from '@astria-bot/whatsapp'
import { type Test, test } from 'tap'

const account = `AC${'0'.repeat(32)}`
const phone = '972500000001'
const file = { fileKey: 'a.jpg', mimeType: 'image/jpeg' }

/** A sandbox that plays Twilio, and our client at it. */
async function start(t: Test) {
  const settings = loadSettings(sandboxSettings, { ENVIRONMENT: 'test', WHATSAPP_PROVIDER: 'twilio' })
  const app = await buildApp({ settings, logger: createLogger({ name: 'sandbox', level: 'warn' }) })
  await app.server.listen({ port: 0, host: '127.0.0.1' })
  await app.start()
  t.teardown(() => stopApp(app))
  const url = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`
  const client = createTwilioClient({
    apiUrl: `${url}/twilio`,
    contentUrl: `${url}/twilio`,
    accountSid: account,
    authToken: 'sandbox-twilio-token',
    number: '15550100731',
    mediaLink: () => `${url}/samples/woman-1-01.jpg`,
    fetch: (target, init) => fetch(target, init),
  })
  const say = (what: object) =>
    fetch(`${url}/phones/${phone}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(what),
    })
  return { url, client, say }
}

test('what our client says through Twilio stands on the phone', async t => {
  const { url, client, say } = await start(t)
  await say({ type: 'text', text: 'hi' })
  const buttons = [{ id: 'x', title: 'X' }]
  for (const content of [
    { type: 'text', body: 'hi' },
    { type: 'image', file, caption: 'me' },
    { type: 'buttons', body: 'b', buttons, header: { type: 'image', file } },
    { type: 'list', body: 'b', button: 'go', sections: [{ rows: [{ id: '1', title: 'one' }] }] },
    { type: 'link', body: 'b', label: 'Pay', url: 'https://pay.example/' },
  ] as const) {
    const sent = structuredClone(content) as Parameters<typeof client.send>[0]
    t.match(await client.send(sent, { phone }, { id: `our-${content.type}` }), { messageId: /^SM/ })
  }
  const chat = (await (await fetch(`${url}/phones/${phone}`)).json()) as { messages: { content: { type: string } }[] }
  t.same(
    chat.messages.map(({ content }) => content.type),
    // Buttons under a picture would have to be approved: they are words with numbers.
    ['text', 'text', 'image', 'image', 'list', 'link'],
  )
  await t.rejects(client.send({ type: 'text', body: 'x' }, { phone: '15550000000' }, { id: '1' }), {
    code: 'whatsapp_63024',
  })
})

test('a picture of the phone comes through, with the credentials left at Twilio', async t => {
  const { url, client, say } = await start(t)
  await say({ type: 'pictures', samples: ['woman-1-01'] })
  const chat = (await (await fetch(`${url}/phones/${phone}`)).json()) as {
    messages: { content: { media: { mediaId: string } } }[]
  }
  const { mediaId } = chat.messages[0]?.content.media ?? { mediaId: '' }
  const link = `${url}/twilio/2010-04-01/Accounts/${account}/Messages/SM1/Media/${mediaId}`
  const got = await client.downloadMedia({ mediaId: link })
  t.equal(got.mimeType, 'image/jpeg')
  t.ok(got.bytes.length > 10_000)
})
