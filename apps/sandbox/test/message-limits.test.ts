import { test } from 'tap'
import { type Json, numberId, phone, startSandbox } from './start-sandbox.ts'

const x = (length: number) => 'x'.repeat(length)
const buttons = (count: number, title = (i: number) => `Button ${i}`) =>
  Array.from({ length: count }, (_, i) => ({ type: 'reply', reply: { id: `b${i}`, title: title(i) } }))
const rows = (count: number, row: Json = {}) =>
  Array.from({ length: count }, (_, i) => ({ id: `r${i}`, title: `Row ${i}`, ...row }))
const button = (more: Json = {}, action: Json = { buttons: buttons(3) }) => ({
  type: 'interactive',
  interactive: { type: 'button', body: { text: 'Choose' }, action, ...more },
})
const list = (sections: Json, more: Json = {}, label = 'Menu') => ({
  type: 'interactive',
  interactive: { type: 'list', body: { text: 'Choose' }, action: { button: label, sections }, ...more },
})
const link = (parameters: Json, more: Json = {}) => ({
  type: 'interactive',
  interactive: { type: 'cta_url', body: { text: 'Pay' }, action: { name: 'cta_url', parameters }, ...more },
})
const pay = { display_text: 'Pay now', url: 'https://example.com/pay' }

const good: [name: string, message: Json][] = [
  ['text of 4096', { type: 'text', text: { body: x(4096), preview_url: true } }],
  ['three buttons', button()],
  [
    'button at every limit',
    button(
      { body: { text: x(1024) }, footer: { text: x(60) }, header: { type: 'text', text: x(60) } },
      { buttons: buttons(1, () => x(20)) },
    ),
  ],
  [
    'ten rows in two sections',
    list([
      { title: 'A', rows: rows(5) },
      { title: 'B', rows: rows(5).map(row => ({ ...row, id: `b${row.id}` })) },
    ]),
  ],
  [
    'list at every limit',
    list(
      [{ title: x(24), rows: rows(1, { title: x(24), description: x(72), id: x(200) }) }],
      { body: { text: x(4096) } },
      x(20),
    ),
  ],
  ['link', link(pay)],
  ['location', { type: 'location', location: { latitude: 32.1, longitude: 34.8, name: 'Here' } }],
  ['contacts', { type: 'contacts', contacts: [{ name: { formatted_name: 'Noa' } }] }],
  ['template', { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } }],
  ['opaque data of 512', { type: 'text', text: { body: 'x' }, biz_opaque_callback_data: x(512) }],
]

const bad: [name: string, message: Json, code: number][] = [
  ['empty text', { type: 'text', text: { body: ' ' } }, 131008],
  ['text of 4097', { type: 'text', text: { body: x(4097) } }, 131009],
  ['no text', { type: 'text' }, 131008],
  ['four buttons', button({}, { buttons: buttons(4) }), 131009],
  ['no buttons', button({}, { buttons: [] }), 131008],
  ['button title of 21', button({}, { buttons: buttons(1, () => x(21)) }), 131009],
  ['equal button titles', button({}, { buttons: buttons(2, () => 'Same') }), 131009],
  ['button id of 257', button({}, { buttons: [{ type: 'reply', reply: { id: x(257), title: 'a' } }] }), 131009],
  ['button body of 1025', button({ body: { text: x(1025) } }), 131009],
  ['no body', button({ body: undefined }), 131008],
  ['footer of 61', button({ footer: { text: x(61) } }), 131009],
  ['header of 61', button({ header: { type: 'text', text: x(61) } }), 131009],
  ['header with unknown media', button({ header: { type: 'image', image: { id: '1' } } }), 131009],
  [
    'eleven rows',
    list([
      { title: 'A', rows: rows(6) },
      { title: 'B', rows: rows(5).map(row => ({ ...row, id: `b${row.id}` })) },
    ]),
    131009,
  ],
  ['eleven rows in one', list([{ rows: rows(11) }]), 131009],
  ['row title of 25', list([{ rows: rows(1, { title: x(25) }) }]), 131009],
  ['row description of 73', list([{ rows: rows(1, { description: x(73) }) }]), 131009],
  ['row id of 201', list([{ rows: rows(1, { id: x(201) }) }]), 131009],
  ['equal row ids', list([{ rows: rows(2, { id: 'same' }) }]), 131009],
  ['sections without titles', list([{ rows: rows(1) }, { rows: rows(1, { id: 'z' }) }]), 131008],
  ['section title of 25', list([{ title: x(25), rows: rows(1) }]), 131009],
  ['list button of 21', list([{ rows: rows(1) }], {}, x(21)), 131009],
  ['list with a picture header', list([{ rows: rows(1) }], { header: { type: 'image', image: { id: '1' } } }), 131009],
  ['list body of 4097', list([{ rows: rows(1) }], { body: { text: x(4097) } }), 131009],
  ['link label of 21', link({ ...pay, display_text: x(21) }), 131009],
  ['link without address', link({ display_text: 'Pay' }), 131008],
  ['link to nowhere', link({ ...pay, url: 'javascript:alert(1)' }), 131009],
  ['image without id', { type: 'image', image: {} }, 131008],
  ['image with id and link', { type: 'image', image: { id: '1', link: 'https://x.example' } }, 131008],
  ['image that is not there', { type: 'image', image: { id: '123' } }, 131009],
  ['caption of 1025', { type: 'image', image: { id: '123', caption: x(1025) } }, 131009],
  ['sticker with a caption', { type: 'sticker', sticker: { id: '1', caption: 'x' } }, 131009],
  ['reaction to nothing', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } }, 131009],
  ['reaction of two', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍👍' } }, 131009],
  ['reaction of a letter', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: 'a' } }, 131009],
  ['unknown template', { type: 'template', template: { name: 'nothing', language: { code: 'en' } } }, 132001],
  ['template with a bad name', { type: 'template', template: { name: 'Not Good', language: { code: 'en' } } }, 131009],
  ['unknown type', { type: 'hologram' }, 131051],
  ['opaque data of 513', { type: 'text', text: { body: 'x' }, biz_opaque_callback_data: x(513) }, 131009],
  ['no product', { messaging_product: undefined, type: 'text', text: { body: 'x' } }, 100],
  ['no number', { to: 'Noa', type: 'text', text: { body: 'x' } }, 131009],
  ['a group', { recipient_type: 'group', type: 'text', text: { body: 'x' } }, 131009],
]

test('a message at the limits is accepted, one beyond them is refused with its code', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  for (const [name, message] of good) {
    const { status, body } = await sandbox.send(message)
    t.equal(status, 200, name)
    t.match(
      body,
      {
        messaging_product: 'whatsapp',
        contacts: [{ input: `+${phone}`, wa_id: phone }],
        messages: [{ id: /^wamid\./ }],
      },
      name,
    )
  }
  for (const [name, message, code] of bad) {
    const { status, body } = await sandbox.send(message)
    t.match(body.error, { code, fbtrace_id: String, message: new RegExp(`^\\(#${code}\\)`) }, name)
    t.ok(status >= 400, name)
  }
  const entries = await sandbox.record('kind=whatsapp.send')
  t.equal(entries.filter(entry => entry.outcome === 'accepted').length, good.length)
  t.equal(
    entries.filter(entry => entry.outcome === 'refused').length,
    bad.length,
    'what is refused stands in the record as well',
  )
  t.equal((await sandbox.chat()).length, good.length + 1, 'and not in the chat')
})

test('the token and the number have to be right', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const path = `/${numberId}/messages`
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'sandbox-whatsapp-key' }]) {
    const { status, body } = await sandbox.graph('POST', path, { to: phone }, headers as Record<string, string>)
    t.equal(status, 401)
    t.match(body, { error: { code: 190, type: 'OAuthException' } })
  }
  const elsewhere = await sandbox.graph('POST', '/999/messages', { to: phone })
  t.equal(elsewhere.status, 400)
  t.match(elsewhere.body, { error: { code: 100, error_subcode: 33 } })
  const broken = await sandbox.call('POST', `/graph/v25.0${path}`, undefined, {
    authorization: 'Bearer sandbox-whatsapp-key',
    'content-type': 'application/json',
  })
  t.match(broken.body, { error: { code: 100 } })
  t.match((await sandbox.graph('GET', `/${numberId}`)).body, { id: numberId, quality_rating: 'GREEN' })
  t.equal((await sandbox.record('kind=whatsapp&outcome=accepted')).length, 0)
})

test('only to people who wrote, and only for 24 hours; templates are free of that', async t => {
  const sandbox = await startSandbox(t)
  const text = { type: 'text', text: { body: 'hi' } }
  t.match((await sandbox.send(text)).body, { error: { code: 131026 } })
  await sandbox.say({ type: 'text', text: 'hi' })
  t.equal((await sandbox.send(text)).status, 200)
  await sandbox.call('PUT', `/phones/${phone}`, { window: 'closed' })
  t.match((await sandbox.send(text)).body, { error: { code: 131047 } })
  t.equal(
    (await sandbox.send({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } })).status,
    200,
  )
  await sandbox.say({ type: 'text', text: 'again' })
  t.equal((await sandbox.send(text)).status, 200)
  t.match((await sandbox.send(text, '15550100731')).body, { error: { code: 131021 } })
})

test('the pair rate and the rate of the number', async t => {
  const sandbox = await startSandbox(t, { PAIR_BURST: '3', PAIR_INTERVAL_MS: '300', NUMBER_RATE: '5' })
  const text = { type: 'text', text: { body: 'hi' } }
  await sandbox.say({ type: 'text', text: 'hi' })
  await sandbox.say({ type: 'text', text: 'hi' }, '972500000002')
  await new Promise(resolve => setTimeout(resolve, 1000))
  const codes = async (count: number, to?: string) => {
    const all: (number | undefined)[] = []
    for (let i = 0; i < count; i++) all.push((await sandbox.send(text, to)).body.error?.code)
    return all
  }
  t.same(await codes(4), [undefined, undefined, undefined, 131056])
  t.ok((await codes(4, '972500000002')).includes(130429), 'the number has a rate of its own')
  await new Promise(resolve => setTimeout(resolve, 700))
  t.same(await codes(1), [undefined], 'tokens come back with time')
})
