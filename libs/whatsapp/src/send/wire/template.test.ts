import type { TemplateContent } from '@astria-bot/contracts'
import { test } from 'tap'
import { filesOf } from '../files-of.ts'
import { toWire } from '../to-wire.ts'

const image = { fileKey: 'a.jpg', mimeType: 'image/jpeg' }
const template = (parts: Partial<TemplateContent>): TemplateContent => ({
  type: 'template',
  name: 'birthday',
  language: 'he',
  ...parts,
})
const wire = (parts: Partial<TemplateContent>, mediaId?: string, mediaIds?: ReadonlyMap<string, string>) =>
  toWire(template(parts), { phone: '972500000101' }, { id: 'our-1', mediaId, mediaIds }).template as {
    components?: unknown[]
  }

test('a template without variables has no components', async t => {
  t.same(wire({}), { name: 'birthday', language: { code: 'he' } })
})

test('header, body by place or by name, and buttons with values', async t => {
  const named = wire({
    header: { type: 'text', parameter: { text: 'Noa' } },
    body: [
      { name: 'first_name', text: 'Noa' },
      { name: 'amount', text: '₪49', currency: { code: 'ILS', amount1000: 49_000 } },
      { name: 'until', text: '1 December 2026', dateTime: true },
    ],
    buttons: [
      { index: 0, type: 'quick_reply', value: 'STOP' },
      { index: 1, type: 'url', value: 'abc' },
      { index: 2, type: 'copy_code', value: 'PORTRAIT10' },
      { index: 3, type: 'flow', value: 'tok', data: { a: 1 } },
      { index: 4, type: 'catalog', value: 'sku-1' },
      { index: 5, type: 'mpm', value: 'sku-1', sections: [{ title: 'All', products: ['sku-1', 'sku-2'] }] },
    ],
  })
  const button = (index: string, sub_type: string, parameter: unknown) => ({
    type: 'button',
    sub_type,
    index,
    parameters: [parameter],
  })
  t.same(named.components, [
    { type: 'header', parameters: [{ type: 'text', text: 'Noa' }] },
    {
      type: 'body',
      parameters: [
        { type: 'text', parameter_name: 'first_name', text: 'Noa' },
        {
          type: 'currency',
          parameter_name: 'amount',
          currency: { fallback_value: '₪49', code: 'ILS', amount_1000: 49_000 },
        },
        { type: 'date_time', parameter_name: 'until', date_time: { fallback_value: '1 December 2026' } },
      ],
    },
    button('0', 'quick_reply', { type: 'payload', payload: 'STOP' }),
    button('1', 'url', { type: 'text', text: 'abc' }),
    button('2', 'copy_code', { type: 'coupon_code', coupon_code: 'PORTRAIT10' }),
    button('3', 'flow', { type: 'action', action: { flow_token: 'tok', flow_action_data: { a: 1 } } }),
    button('4', 'catalog', { type: 'action', action: { thumbnail_product_retailer_id: 'sku-1' } }),
    button('5', 'mpm', {
      type: 'action',
      action: {
        thumbnail_product_retailer_id: 'sku-1',
        sections: [
          { title: 'All', product_items: [{ product_retailer_id: 'sku-1' }, { product_retailer_id: 'sku-2' }] },
        ],
      },
    }),
  ])
})

test('headers that are a file or a place', async t => {
  const header = (value: TemplateContent['header'], mediaId?: string) => wire({ header: value }, mediaId).components
  const of = (parameter: unknown) => [{ type: 'header', parameters: [parameter] }]
  t.same(header({ type: 'image', file: image }, '9'), of({ type: 'image', image: { id: '9' } }))
  t.same(
    header({ type: 'video', file: { ...image, mimeType: 'video/mp4' } }, '9'),
    of({ type: 'video', video: { id: '9' } }),
  )
  t.same(
    header({ type: 'document', file: { fileKey: 'k', mimeType: 'application/pdf', filename: 'a.pdf' } }, '9'),
    of({ type: 'document', document: { id: '9', filename: 'a.pdf' } }),
  )
  t.same(
    header({ type: 'location', latitude: 1, longitude: 2, name: 'Studio' }),
    of({ type: 'location', location: { latitude: 1, longitude: 2, name: 'Studio' } }),
  )
  t.same(
    header({ type: 'product', catalogId: 'c', productId: 'p' }),
    of({ type: 'product', product: { product_retailer_id: 'p', catalog_id: 'c' } }),
  )
  t.throws(() => header({ type: 'image', file: image }), { code: 'media_missing' })
})

test('a limited-time offer, and cards beside each other with a file each', async t => {
  const second = { fileKey: 'b.jpg', mimeType: 'image/jpeg' }
  const cards: NonNullable<TemplateContent['cards']> = [
    {
      header: { type: 'image', file: image },
      body: [{ text: 'One' }],
      buttons: [{ index: 0, type: 'url', value: 'x' }],
    },
    { header: { type: 'image', file: second } },
    { header: { type: 'product', catalogId: 'c', productId: 'p' } },
  ]
  t.same(
    filesOf(template({ cards })).map(({ key }) => key),
    ['a.jpg', 'b.jpg'],
  )
  const ids = new Map([
    ['a.jpg', '1'],
    ['b.jpg', '2'],
  ])
  t.same(wire({ cards, offerEndsAt: '2026-12-01T00:00:00.000Z' }, undefined, ids).components, [
    {
      type: 'limited_time_offer',
      parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: Date.UTC(2026, 11, 1) } }],
    },
    {
      type: 'carousel',
      cards: [
        {
          card_index: 0,
          components: [
            { type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] },
            { type: 'body', parameters: [{ type: 'text', text: 'One' }] },
            { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'x' }] },
          ],
        },
        { card_index: 1, components: [{ type: 'header', parameters: [{ type: 'image', image: { id: '2' } }] }] },
        {
          card_index: 2,
          components: [
            {
              type: 'header',
              parameters: [{ type: 'product', product: { product_retailer_id: 'p', catalog_id: 'c' } }],
            },
          ],
        },
      ],
    },
  ])
  t.throws(() => wire({ cards }, '9'), { code: 'media_missing' }, 'one id is not enough for two files')
})
