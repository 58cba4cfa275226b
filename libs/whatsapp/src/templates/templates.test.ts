import type { TemplateContent } from '@astria-bot/contracts'
import { test } from 'tap'
import { createWhatsAppClient } from '../send/create-client.ts'
import { checkTemplate } from './check-template.ts'
import { type ProviderTemplate, readTemplate } from './read-template.ts'

const item = {
  id: '7310000000000001',
  name: 'birthday',
  language: 'en-US',
  status: 'APPROVED',
  category: 'MARKETING',
  quality_score: { score: 'GREEN' },
  components: [
    { type: 'HEADER', format: 'IMAGE', example: {} },
    { type: 'BODY', text: 'Happy birthday, {{first_name}}: {{gift}}, {{first_name}}!' },
    { type: 'FOOTER', text: 'Stop: STOP' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Stop' },
        { type: 'URL', text: 'See', url: 'https://a.example/{{1}}' },
        { type: 'URL', text: 'Home', url: 'https://a.example/' },
        { type: 'COPY_CODE', text: 'Copy' },
      ],
    },
  ],
}
const read = (changes: object = {}) => readTemplate({ ...item, ...changes }) as ProviderTemplate

test('a template is read with its parts', async t => {
  t.match(read(), {
    id: '7310000000000001',
    language: 'en_US',
    status: 'APPROVED',
    category: 'marketing',
    quality: 'GREEN',
    header: { format: 'image' },
    body: { variables: ['first_name', 'gift'] },
    footer: 'Stop: STOP',
    buttons: [
      { type: 'quick_reply', needsValue: false },
      { type: 'url', needsValue: true },
      { type: 'url', needsValue: false },
      { type: 'copy_code', needsValue: true },
    ],
  })
  const carousel = [{ type: 'CAROUSEL', cards: [{ components: item.components }, {}] }, { type: 'LIMITED_TIME_OFFER' }]
  t.match(read({ components: carousel }), { cards: [{ header: { format: 'image' } }, {}], limitedTimeOffer: true })
  t.match(read({ id: 7_310_000_000_000_001, rejected_reason: 'NONE', components: 'x' }), {
    id: '7310000000000001',
    cards: [],
  })
  t.equal(readTemplate({ ...item, name: '' }), undefined)
  t.equal(readTemplate(null), undefined)
})

const content: TemplateContent = {
  type: 'template',
  name: 'birthday',
  language: 'en_US',
  header: { type: 'image', file: { fileKey: 'k', mimeType: 'image/jpeg' } },
  body: [
    { name: 'first_name', text: 'Noa' },
    { name: 'gift', text: 'private' },
  ],
  buttons: [
    { index: 1, type: 'url', value: 'x' },
    { index: 3, type: 'copy_code', value: 'C' },
  ],
}
const problems = (changes: Partial<TemplateContent>, template = read()) =>
  checkTemplate(template, { ...content, ...changes }).map(({ field, code }) => `${field} ${code}`)

test('variables, header and buttons have to be the ones of the template', async t => {
  t.same(problems({}), [])
  t.same(problems({ body: [{ name: 'first_name', text: 'Noa' }] }), ['body missing'])
  t.same(problems({ body: [...(content.body ?? []), { name: 'x', text: 'y' }] }), ['body missing'])
  t.same(problems({ body: [{ text: 'Noa' }, { text: 'x' }] }), ['body missing', 'body missing'])
  t.same(problems({ header: undefined }), ['header missing'])
  t.same(problems({ header: { type: 'text', parameter: { text: 'x' } } }), ['header malformed'])
  t.same(problems({ buttons: [] }), ['buttons missing', 'buttons missing'])
  t.same(problems({ buttons: [...(content.buttons ?? []), { index: 2, type: 'quick_reply', value: 'x' }] }), [
    'buttons.2 malformed',
  ])
  t.same(problems({ offerEndsAt: '2026-12-01T00:00:00.000Z' }), ['offerEndsAt malformed'])
  t.same(problems({ cards: [{ header: { type: 'product', catalogId: 'c', productId: 'p' } }] }), ['cards missing'])
  t.notMatch(JSON.stringify(checkTemplate(read(), { ...content, body: [] })), /private/)
})

test('by place: as many as there are', async t => {
  const numbered = read({
    components: [
      { type: 'BODY', text: 'Hi {{1}}, {{2}}' },
      { type: 'HEADER', format: 'TEXT', text: 'x' },
    ],
  })
  const plain: Partial<TemplateContent> = { header: undefined, buttons: undefined }
  t.same(problems({ ...plain, body: [{ text: 'a' }, { text: 'b' }] }, numbered), [])
  t.same(problems({ ...plain, body: [{ text: 'a' }] }, numbered), ['body missing'])
})

/** A Graph API with pages. */
function client(pages: Record<string, object>) {
  const asked: URL[] = []
  const whatsapp = createWhatsAppClient({
    apiUrl: 'https://graph.facebook.com/v25.0',
    numberId: '209',
    businessId: '309',
    token: 't',
    fetch: async url => {
      asked.push(new URL(url))
      return Response.json(pages[new URL(url).searchParams.get('after') ?? ''] ?? {})
    },
  })
  return { whatsapp, asked }
}
const paging = (after?: string) =>
  after ? { cursors: { after }, next: 'https://graph.facebook.com/next?token=1' } : { cursors: { after: 'last' } }

test('the list is read page by page', async t => {
  const { whatsapp, asked } = client({
    '': { data: [item, null, { ...item, name: 'two' }], paging: paging('p2') },
    p2: { data: [{ ...item, name: 'three' }], paging: paging() },
  })
  const names = []
  for await (const { name } of whatsapp.templates()) names.push(name)
  t.same(names, ['birthday', 'two', 'three'])
  t.same(
    asked.map(url => url.pathname),
    ['/v25.0/309/message_templates', '/v25.0/309/message_templates'],
  )
  const found = []
  for await (const one of whatsapp.templates({ name: 'two' })) found.push(one.name)
  t.same(found, ['two'])
  t.equal(asked[2]?.searchParams.get('name'), 'two')
})

test('a list that goes on for ever with the same page ends', async t => {
  const { whatsapp } = client({ '': { data: [item], paging: paging('p') }, p: { data: [item], paging: paging('p') } })
  let count = 0
  for await (const _one of whatsapp.templates()) count += 1
  t.equal(count, 2)
})

test('the history of a message', async t => {
  const events = {
    data: [
      { delivery_status: 'ACCEPTED', timestamp: '2026-11-21T10:00:00+0000', webhook_update_state: 'DELIVERED' },
      { delivery_status: 'failed', timestamp: 1_795_255_200, error_description: 'gone' },
      'x',
    ],
  }
  const { whatsapp, asked } = client({
    '': { data: [{ id: '1', message_id: 'wamid.1', events }], paging: paging('p2') },
    p2: {
      data: [
        { message_id: 'wamid.1', events: [{ delivery_status: 'read' }] },
        { message_id: 'wamid.2', events },
      ],
    },
  })
  t.same(await whatsapp.messageHistory('wamid.1'), [
    { messageId: 'wamid.1', status: 'accepted', at: '2026-11-21T10:00:00.000Z', webhookState: 'DELIVERED' },
    { messageId: 'wamid.1', status: 'failed', at: '2026-11-21T10:00:00.000Z', error: 'gone' },
    { messageId: 'wamid.1', status: 'read' },
  ])
  t.equal(asked[0]?.pathname, '/v25.0/209/message_history')
  t.equal(asked[0]?.searchParams.get('message_id'), 'wamid.1')
})
