import type { OutboundContent, TemplateContent } from '@astria-bot/contracts'
import { test } from 'tap'
import { checkLimits } from '../check-limits.ts'

const long = (length: number) => 'x'.repeat(length)
const pdf = { fileKey: 'k', mimeType: 'application/pdf' }
const image = { fileKey: 'k', mimeType: 'image/jpeg' }
const ogg = { fileKey: 'k', mimeType: 'audio/ogg; codecs=opus' }
const template = (parts: Partial<TemplateContent>): OutboundContent => ({
  type: 'template',
  name: 'birthday',
  language: 'he',
  ...parts,
})
const flow = (parts: object): OutboundContent => ({
  ...{ type: 'flow', body: 'x', label: 'Open', flow: { id: '1' }, token: 't' },
  ...parts,
})
const reply = (index: number, value = 'x') => ({ index, type: 'quick_reply' as const, value })

/** Content at the limit, and what is one beyond it. */
const cases: readonly [OutboundContent, OutboundContent, field: string, code: string][] = [
  [
    { type: 'image', file: { ...image, mimeType: 'image/heic', filename: long(240) }, original: true },
    { type: 'image', file: { ...image, filename: long(241) }, original: true },
    'file.filename',
    'too_long',
  ],
  [
    { type: 'audio', file: { ...ogg, mimeType: 'audio/mpeg' } },
    { type: 'audio', file: { ...ogg, mimeType: 'audio/wav' } },
    'file',
    'unsupported_media',
  ],
  [
    { type: 'audio', file: ogg, voice: true },
    { type: 'audio', file: { ...ogg, mimeType: 'audio/mpeg' }, voice: true },
    'file',
    'unsupported_media',
  ],
  [
    { type: 'sticker', file: { fileKey: 'k', mimeType: 'image/webp' } },
    { type: 'sticker', file: image },
    'file',
    'unsupported_media',
  ],
  [
    { type: 'location', latitude: 1, longitude: 1, name: long(1024) },
    { type: 'location', latitude: 1, longitude: 1, name: long(1025) },
    'name',
    'too_long',
  ],
  [
    { type: 'contacts', contacts: [{ name: { formatted: 'Noa' } }] },
    { type: 'contacts', contacts: [{ name: { formatted: ' ' } }] },
    'contacts.0.name',
    'missing',
  ],
  [
    {
      type: 'buttons',
      body: 'x',
      buttons: [{ id: 'a', title: 'A' }],
      header: { type: 'document', file: { ...pdf, filename: 'a.pdf' } },
    },
    {
      type: 'buttons',
      body: 'x',
      buttons: [{ id: 'a', title: 'A' }],
      header: { type: 'document', file: { ...pdf, filename: long(241) } },
    },
    'header.filename',
    'too_long',
  ],
  [flow({ label: long(20) }), flow({ label: long(21) }), 'label', 'too_long'],
  [flow({ footer: long(60) }), flow({ footer: long(61) }), 'footer', 'too_long'],
  [{ type: 'location_request', body: long(1024) }, { type: 'location_request', body: long(1025) }, 'body', 'too_long'],
  [template({ name: long(512) }), template({ name: long(513) }), 'name', 'too_long'],
  [template({ name: 'a_1' }), template({ name: 'A 1' }), 'name', 'malformed'],
  [template({ body: [{ text: long(1024) }] }), template({ body: [{ text: long(1025) }] }), 'body', 'too_long'],
  [template({ body: [{ text: 'a    b' }] }), template({ body: [{ text: 'a     b' }] }), 'body.0', 'malformed'],
  [template({ body: [{ text: 'ab' }] }), template({ body: [{ text: 'a\nb' }] }), 'body.0', 'malformed'],
  [
    template({ body: [{ name: 'a', text: 'x' }] }),
    template({ body: [{ name: 'a', text: 'x' }, { text: 'y' }] }),
    'body',
    'malformed',
  ],
  [
    template({ header: { type: 'text', parameter: { text: long(60) } } }),
    template({ header: { type: 'text', parameter: { text: long(61) } } }),
    'header',
    'too_long',
  ],
  [
    template({ header: { type: 'document', file: pdf } }),
    template({ header: { type: 'image', file: pdf } }),
    'header',
    'unsupported_media',
  ],
  [
    template({ buttons: Array.from({ length: 10 }, (_, index) => reply(index)) }),
    template({ buttons: Array.from({ length: 11 }, (_, index) => reply(index)) }),
    'buttons',
    'too_many',
  ],
  [
    template({ buttons: [reply(0), reply(1)] }),
    template({ buttons: [reply(0), reply(0)] }),
    'buttons.index',
    'not_unique',
  ],
  [
    template({ buttons: [reply(0, long(256))] }),
    template({ buttons: [reply(0, long(257))] }),
    'buttons.0.value',
    'too_long',
  ],
  [
    template({ buttons: [{ index: 0, type: 'mpm', value: 'p', sections: [{ title: 'x', products: ['p'] }] }] }),
    template({
      buttons: [{ index: 0, type: 'mpm', value: 'p', sections: [{ title: 'x', products: Array(31).fill('p') }] }],
    }),
    'buttons.0.products',
    'too_many',
  ],
  [
    template({ cards: Array(10).fill({ header: { type: 'image', file: image } }) }),
    template({ cards: Array(11).fill({ header: { type: 'image', file: image } }) }),
    'cards',
    'too_many',
  ],
  [
    template({ cards: [{ header: { type: 'image', file: image }, body: [{ text: 'x' }] }] }),
    template({ cards: [{ header: { type: 'image', file: image }, body: [{ text: ' ' }] }] }),
    'cards.0.body.0',
    'missing',
  ],
]

test('what the Cloud API refuses of the other types is found before it is sent', async t => {
  for (const [right, wrong, field, code] of cases) {
    t.same(checkLimits(right), [], `${right.type} ${field} at its limit`)
    t.match(checkLimits(wrong), [{ field, code }], `${wrong.type} ${field} beyond`)
  }
})
