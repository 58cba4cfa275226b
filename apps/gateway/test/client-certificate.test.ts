import { webhooks } from '@astria-bot/whatsapp'
import { test } from 'tap'
import { secrets, signed, startGateway } from './gateway.ts'

const header = 'X-Amzn-Mtls-Clientcert-Subject'
const request = signed(webhooks.text({ phone: '972500000101' }, 'hi', { messageId: 'wamid.1' }))
const from = (subject: string) => ({ ...request, headers: { ...request.headers, [header.toLowerCase()]: subject } })

test('where it is asked for, only who has shown the certificate of WhatsApp is heard', async t => {
  const { server, stored } = await startGateway(t, { MTLS_SUBJECT_HEADER: header })
  for (const one of [request, from(''), from('CN=evil.example'), from('O=client.webhooks.fbclientcerts.com')]) {
    t.equal((await server.inject(one)).statusCode, 401)
  }
  await stored.exactly(0)
  const good = from('CN=client.webhooks.fbclientcerts.com,O=Meta')
  t.equal((await server.inject({ ...good, headers: { ...good.headers, 'x-hub-signature-256': 'x' } })).statusCode, 401)
  t.equal((await server.inject(good)).statusCode, 200)
  await stored.exactly(1)
  t.match((await server.inject('/metrics')).body, /source="whatsapp",outcome="no_certificate".*\} 4/)
})

test('the address can be verified without a certificate, by the token', async t => {
  const { server } = await startGateway(t, { MTLS_SUBJECT_HEADER: header })
  const verify = (token: string) =>
    server.inject(`/SmsReceived?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`)
  t.match(await verify(secrets.WHATSAPP_VERIFY_TOKEN), { statusCode: 200, body: '1158201444' })
  t.equal((await verify('other')).statusCode, 403)
})

test('another name can be expected, and without the setting none is', async t => {
  const { server, nats } = await startGateway(t, { MTLS_SUBJECT_HEADER: header, MTLS_SUBJECT_CN: 'meta.internal' })
  t.equal((await server.inject(from('meta.internal'))).statusCode, 200)
  t.equal((await server.inject(from('CN=client.webhooks.fbclientcerts.com'))).statusCode, 401)
  const plain = await startGateway(t, {}, nats)
  t.equal((await plain.server.inject(from('CN=evil.example'))).statusCode, 200)
})
