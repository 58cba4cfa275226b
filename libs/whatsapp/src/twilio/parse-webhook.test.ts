import { type Event, parseEvent } from '@astria-bot/contracts'
import fc from 'fast-check'
import { test } from 'tap'
import { parseTwilioWebhook } from './parse-webhook.ts'

const now = new Date('2026-11-21T10:00:30.000Z')
const contentType = 'application/x-www-form-urlencoded'
const sid = 'SM00000000000000000000000000000001'
const inbound = {
  MessageSid: sid,
  AccountSid: 'AC00000000000000000000000000000001',
  From: 'whatsapp:+972500000101',
  To: 'whatsapp:+14155238886',
  WaId: '972500000101',
  ProfileName: 'Noa',
  SmsStatus: 'received',
  NumMedia: '0',
  Body: 'שלום 👋',
  ExternalUserId: 'whatsapp:IL.1',
}

function parse(fields: Record<string, string>, echoedId?: string): Event[] {
  const parsed = parseTwilioWebhook(
    { contentType, body: Buffer.from(new URLSearchParams(fields).toString()), echoedId },
    now,
  )
  const events = parsed.ok ? parsed.events : []
  for (const event of events) parseEvent(JSON.parse(JSON.stringify(event)))
  return events
}
const content = (fields: Record<string, string>) =>
  parse({ ...inbound, ...fields }).map(event => (event.data as { content?: unknown }).content)

test('a message is the same event as one of the Cloud API', async t => {
  t.match(parse(inbound), [
    {
      type: 'whatsapp.message.received.v1',
      id: `wa:14155238886:${sid}`,
      data: {
        channel: '14155238886',
        messageId: sid,
        contact: { phone: '972500000101', userId: 'IL.1', name: 'Noa' },
        content: { type: 'text', body: 'שלום 👋' },
      },
    },
  ])
  const [one] = parse(inbound)
  t.notMatch(one?.subject, /972500000101/)
  t.match(parse({ ...inbound, From: 'whatsapp:IL.7', WaId: '', ExternalUserId: '' }), [
    { data: { contact: { userId: 'IL.7' } } },
  ])
})

test('files, taps and places', async t => {
  const file = (mimeType: string, more = {}) =>
    content({
      NumMedia: '1',
      MediaUrl0: 'https://api.twilio.com/m/1',
      MediaContentType0: mimeType,
      Body: 'me',
      ...more,
    })
  t.match(file('image/jpeg'), [{ type: 'image', mediaId: 'https://api.twilio.com/m/1', caption: 'me' }])
  t.match(file('video/mp4'), [{ type: 'video' }])
  t.match(file('audio/ogg; codecs=opus'), [{ type: 'audio', voice: true, mimeType: /ogg/ }])
  t.match(file('image/webp', { MessageType: 'sticker' }), [{ type: 'sticker', animated: false }])
  t.match(file('image/jpeg', { MessageType: 'document' }), [{ type: 'document', mimeType: 'image/jpeg' }])
  t.match(file('application/pdf'), [{ type: 'document', caption: 'me' }])
  const two = { MediaUrl1: 'https://api.twilio.com/m/2', MediaContentType1: 'image/png' }
  t.match(file('image/jpeg', two), [{ mediaId: /1$/ }, { mediaId: /2$/ }])
  t.match(content({ ButtonPayload: 'begin', ButtonText: 'Begin' }), [{ type: 'button', id: 'begin', title: 'Begin' }])
  t.match(content({ ButtonText: 'Begin' }), [{ type: 'button', id: 'Begin' }])
  t.match(content({ ListId: 'lite', ListTitle: 'Lite' }), [{ type: 'list', id: 'lite', title: 'Lite' }])
  t.match(content({ FlowData: '{"a":1}' }), [{ type: 'flow', responseJson: '{"a":1}' }])
  const place = { Latitude: '32.1', Longitude: '34.8', Label: 'Studio', Body: '' }
  t.match(content(place), [{ type: 'location', latitude: 32.1, longitude: 34.8, name: 'Studio' }])
  t.match(content({ Body: '', MessageType: 'telepathy' }), [{ type: 'unsupported', originalType: 'telepathy' }])
})

test('what it answers, and the advertisement that led to it', async t => {
  t.match(parse({ ...inbound, OriginalRepliedMessageSid: 'SM9', Forwarded: 'true', ReferralSourceId: '7' }), [
    { data: { context: { messageId: 'SM9', forwarded: true }, referral: { ReferralSourceId: '7' } } },
  ])
})

test('statuses: of our number, with our own id, in the same words', async t => {
  const status = {
    MessageSid: sid,
    From: 'whatsapp:+14155238886',
    To: 'whatsapp:+972500000101',
    MessageStatus: 'delivered',
  }
  t.match(parse(status, 'our-1'), [
    {
      type: 'whatsapp.status.changed.v1',
      id: `wa:14155238886:${sid}:delivered`,
      data: { status: 'delivered', channel: '14155238886', messageId: sid, echoedId: 'our-1', errors: [] },
    },
  ])
  t.match(parse({ ...status, MessageStatus: 'undelivered', ErrorCode: '63016', ChannelStatusMessage: 'late' }), [
    { data: { status: 'failed', errors: [{ code: 63016, title: 'late' }] } },
  ])
  t.match(
    parse({ ...status, MessageStatus: 'queued' }),
    [{ data: { status: 'queued' } }],
    'a word that changes nothing',
  )
})

test('what cannot be read, is no WhatsApp, or is JSON', async t => {
  const type = (fields: Record<string, string>) => parse(fields).map(event => event.type)
  t.same(type({ ...inbound, To: 'whatsapp:x' }), ['whatsapp.item.broken.v1'])
  t.same(type({ ...inbound, From: 'whatsapp:', WaId: '', ExternalUserId: '' }), ['whatsapp.item.broken.v1'])
  t.same(type({ MessageStatus: 'sent' }), ['whatsapp.item.broken.v1'])
  t.same(
    type({ ...inbound, From: '+972500000101', To: '+14155238886' }),
    ['whatsapp.account.changed.v1'],
    'a text message',
  )
  t.same(type({ Something: 'else' }), ['whatsapp.account.changed.v1'])
  t.same(parse({}), [])
  const json = (body: string) => parseTwilioWebhook({ contentType: 'application/json', body: Buffer.from(body) }, now)
  t.match(json(JSON.stringify(inbound)), { ok: true, events: [{ type: 'whatsapp.message.received.v1' }] })
  t.match(json('{'), { ok: false })
  t.match(json('[[1]]'), { ok: true, events: [{ type: 'whatsapp.account.changed.v1' }] })
})

test('what no database takes is replaced', async t => {
  t.match(content({ Body: 'a\0b' }), [{ body: 'a\ufffdb' }])
})

test('whatever the fields hold, nothing throws and every event fits its contract', async () => {
  const name = fc.constantFrom(
    ...Object.keys(inbound),
    'MessageStatus',
    'MediaUrl0',
    'Latitude',
    'Longitude',
    '__proto__',
  )
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('whatsapp:', 'whatsapp:+1', '1e999', 'toString'),
  )
  fc.assert(
    fc.property(fc.dictionary(name, value), changes => {
      const events = parse({ ...inbound, ...changes } as Record<string, string>)
      return events.length > 0
    }),
    { numRuns: 1000 },
  )
})
