import type { OutboundContent } from '@astria-bot/contracts'
import { test } from 'tap'
import { fileOf, toWire } from './to-wire.ts'

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
  t.same(fileOf({ type: 'image', file }), file)
  t.same(
    fileOf({ type: 'link', body: 'b', label: 'l', url: 'https://a.example/', header: { type: 'video', file } }),
    file,
  )
  t.equal(fileOf({ type: 'list', body: 'b', button: 'x', sections: [], header: 'text' }), undefined)
  t.throws(() => wire({ type: 'image', file }), { code: 'media_missing' })
})
