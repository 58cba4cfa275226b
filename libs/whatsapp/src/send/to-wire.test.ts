import type { OutboundContent } from '@astria-bot/contracts'
import { test } from 'tap'
import { filesOf, uploadKeyOf } from './files-of.ts'
import { toWire } from './to-wire.ts'

const file = { fileKey: 'k', mimeType: 'image/jpeg' }
const to = { phone: '972500000101' }
const wire = (content: OutboundContent, mediaId?: string) => toWire(content, to, { id: 'our-1', mediaId })
const frame = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '+972500000101',
  biz_opaque_callback_data: 'our-1',
}

test('every kind of message in the words of the Cloud API', async t => {
  t.same(wire({ type: 'text', body: 'hi', quote: 'wamid.1' }), {
    ...frame,
    type: 'text',
    text: { body: 'hi', preview_url: false },
    context: { message_id: 'wamid.1' },
  })
  t.same(wire({ type: 'image', file, caption: 'me' }, '9'), {
    ...frame,
    type: 'image',
    image: { id: '9', caption: 'me' },
  })
  t.same(wire({ type: 'video', file }, '9'), { ...frame, type: 'video', video: { id: '9' } })
  t.same(wire({ type: 'document', file: { ...file, filename: 'a.pdf' } }, '9'), {
    ...frame,
    type: 'document',
    document: { id: '9', filename: 'a.pdf' },
  })
  t.same(wire({ type: 'reaction', messageId: 'wamid.1', emoji: '' }), {
    ...frame,
    type: 'reaction',
    reaction: { message_id: 'wamid.1', emoji: '' },
  })
})

test('text with a preview, voice, stickers, places, people', async t => {
  t.match(wire({ type: 'text', body: 'see https://a.example', preview: true }), { text: { preview_url: true } })
  const ogg = { fileKey: 'v.ogg', mimeType: 'audio/ogg; codecs=opus' }
  t.same(wire({ type: 'audio', file: ogg, voice: true }, '9'), {
    ...frame,
    type: 'audio',
    audio: { id: '9', voice: true },
  })
  t.same(wire({ type: 'sticker', file: { fileKey: 's', mimeType: 'image/webp' } }, '9'), {
    ...frame,
    type: 'sticker',
    sticker: { id: '9' },
  })
  t.same(wire({ type: 'location', latitude: 32.1, longitude: 34.8, name: 'Studio' }), {
    ...frame,
    type: 'location',
    location: { latitude: 32.1, longitude: 34.8, name: 'Studio' },
  })
  const card = {
    name: { formatted: 'Noa Levi', first: 'Noa' },
    phones: [{ phone: '+972500000101', waId: '972500000101' }],
  }
  t.same(wire({ type: 'contacts', contacts: [{ ...card, company: 'Studio' }] }), {
    ...frame,
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Noa Levi', first_name: 'Noa' },
        phones: [{ phone: '+972500000101', wa_id: '972500000101' }],
        org: { company: 'Studio' },
      },
    ],
  })
})

test('a picture whose original is wanted goes as a document', async t => {
  const original: OutboundContent = {
    type: 'image',
    file: { fileKey: 'a/b.png', mimeType: 'image/png' },
    original: true,
  }
  t.same(wire(original, '9'), { ...frame, type: 'document', document: { id: '9', filename: 'b.png' } })
  t.equal(uploadKeyOf(original), 'a/b.png#original', 'another upload than that of the picture')
  t.equal(uploadKeyOf({ ...original, original: false }), 'a/b.png')
})

test('interactive messages', async t => {
  t.same(
    wire(
      { type: 'buttons', body: 'b', buttons: [{ id: 'a', title: 'A' }], header: { type: 'image', file }, footer: 'f' },
      '9',
    ),
    {
      ...frame,
      type: 'interactive',
      interactive: {
        type: 'button',
        header: { type: 'image', image: { id: '9' } },
        body: { text: 'b' },
        footer: { text: 'f' },
        action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] },
      },
    },
  )
  t.same(
    wire({
      type: 'list',
      body: 'b',
      button: 'go',
      sections: [{ rows: [{ id: '1', title: 'one', description: 'd' }] }],
      header: 'h',
    }),
    {
      ...frame,
      type: 'interactive',
      interactive: {
        type: 'list',
        header: { type: 'text', text: 'h' },
        body: { text: 'b' },
        action: { button: 'go', sections: [{ rows: [{ id: '1', title: 'one', description: 'd' }] }] },
      },
    },
  )
  t.same(
    wire(
      {
        type: 'flow',
        body: 'b',
        label: 'Open',
        flow: { id: '77' },
        token: 'tok',
        start: { screen: 'FIRST', data: { a: 1 } },
        header: { type: 'document', file: { ...file, filename: 'a.pdf' } },
      },
      '9',
    ).interactive,
    {
      type: 'flow',
      header: { type: 'document', document: { id: '9', filename: 'a.pdf' } },
      body: { text: 'b' },
      action: {
        name: 'flow',
        parameters: {
          flow_message_version: '3',
          flow_id: '77',
          flow_token: 'tok',
          flow_cta: 'Open',
          flow_action: 'navigate',
          flow_action_payload: { screen: 'FIRST', data: { a: 1 } },
        },
      },
    },
  )
  t.match(
    wire({ type: 'flow', body: 'b', label: 'Open', flow: { name: 'f' }, token: 'tok', draft: true }).interactive,
    {
      action: { parameters: { flow_name: 'f', flow_action: 'data_exchange', mode: 'draft' } },
    },
  )
  t.same(wire({ type: 'location_request', body: 'where?' }).interactive, {
    type: 'location_request_message',
    body: { text: 'where?' },
    action: { name: 'send_location' },
  })
  t.same(wire({ type: 'link', body: 'b', label: 'Pay', url: 'https://pay.example/' }), {
    ...frame,
    type: 'interactive',
    interactive: {
      type: 'cta_url',
      body: { text: 'b' },
      action: { name: 'cta_url', parameters: { display_text: 'Pay', url: 'https://pay.example/' } },
    },
  })
})

test('to a phone number with a plus, or to a user id', async t => {
  const text: OutboundContent = { type: 'text', body: 'x' }
  t.match(toWire(text, { phone: '+972500000101' }, { id: '1' }), { to: '+972500000101' })
  const byId = toWire(text, { userId: 'IL.1' }, { id: '1' })
  t.match(byId, { recipient: 'IL.1' })
  t.notOk('to' in byId)
  t.notOk('recipient' in toWire(text, { userId: 'IL.1', phone: '1' }, { id: '1' }))
  t.throws(() => toWire(text, {}, { id: '1' }), { code: 'no_recipient' })
})

test('a file has to be uploaded first', async t => {
  t.same(filesOf({ type: 'image', file }), [{ file, kind: 'image', key: 'k' }])
  t.same(filesOf({ type: 'link', body: 'b', label: 'l', url: 'https://a.example/', header: { type: 'video', file } }), [
    { file, kind: 'video', key: 'k' },
  ])
  t.equal(uploadKeyOf({ type: 'list', body: 'b', button: 'x', sections: [], header: 'text' }), undefined)
  t.throws(() => wire({ type: 'image', file }), { code: 'media_missing' })
})
