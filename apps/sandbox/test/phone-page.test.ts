import { type Browser, chromium, type Page } from 'playwright-core'
import { t as tap, test } from 'tap'
import { type Json, phone, type Sandbox, startSandbox, until } from './start-sandbox.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]

let browser: Promise<Browser> | undefined
/** One browser for all tests; each phone has a context of its own. */
function openBrowser(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium', args: flags })
  return browser
}
tap.teardown(async () => (await browser)?.close())

async function openPhone(
  browser: Browser,
  sandbox: Sandbox,
  path = `/phone/${phone}`,
  size = { width: 390, height: 844 },
) {
  const context = await browser.newContext({ viewport: size })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  page.on('request', request => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(sandbox.url))
      complaints.push(`asked for ${request.url()}`)
  })
  await page.goto(sandbox.url + path)
  return { page, complaints }
}
const texts = (page: Page) => page.getByTestId('text').allTextContents()
const interactive = (body: unknown) => ({ type: 'interactive', interactive: body })

test('the chat: text both ways, ticks, typing, quotes, reactions; a reload keeps it', async t => {
  const browser = await openBrowser()
  const sandbox = await startSandbox(t)
  const { page, complaints } = await openPhone(browser, sandbox, '/')
  await page.getByTestId('input').fill('Hello *there*')
  await page.keyboard.press('Enter')
  const mine = page.locator('[data-from=phone]')
  await mine.locator('.ticks.delivered').waitFor()
  t.equal(await page.getByTestId('business-name').textContent(), 'Portrait Studio')
  t.equal(await mine.locator('strong').textContent(), 'there')
  const [{ id }] = await sandbox.chat()
  await sandbox.graph('POST', '/106540352242922/messages', {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: id,
    typing_indicator: { type: 'text' },
  })
  await mine.locator('.ticks.read').waitFor()
  await page.getByTestId('typing').waitFor()
  t.equal(await page.getByTestId('presence').textContent(), 'typing…')

  await sandbox.send({ type: 'text', text: { body: 'שלום! איך קוראים לך?' }, context: { message_id: id } })
  const theirs = page.locator('[data-from=business]')
  await theirs.waitFor()
  t.notOk(await page.getByTestId('typing').isVisible())
  await page.waitForFunction(
    "getComputedStyle(document.querySelector('[data-from=business] [data-testid=text]')).direction === 'rtl'",
  )
  t.equal(await theirs.getByTestId('quote').getAttribute('data-quotes'), id)
  await until(async () => (await sandbox.chat()).at(-1).status === 'read', 5000)
  t.match(
    sandbox.items('statuses').map(({ status }) => status),
    ['sent', 'delivered', 'read'],
    'an open page has read it',
  )
  await sandbox.send({ type: 'reaction', reaction: { message_id: id, emoji: '🤩' } })
  await mine.getByTestId('reaction').waitFor()

  await theirs.getByTestId('reply').click()
  await page.getByTestId('input').fill('Noa')
  await page.getByTestId('send').click()
  await until(async () => (await page.getByTestId('message').count()) === 3)
  t.match((await sandbox.chat()).at(-1), { quotes: (await sandbox.chat())[1].id, content: { text: 'Noa' } })
  await theirs.getByTestId('react').click()
  await page.getByTestId('emojis').getByText('❤️').click()
  await theirs.getByTestId('reaction').waitFor()
  const before = await texts(page)
  await page.reload()
  await until(async () => (await page.getByTestId('message').count()) === 3)
  t.same(await texts(page), before)
  t.same(complaints, [])
})

test('pictures from the tray go together; reactions stand on them; the lightbox shows them', async t => {
  const browser = await openBrowser()
  const sandbox = await startSandbox(t)
  const { page, complaints } = await openPhone(browser, sandbox)
  await page.getByTestId('attach').click()
  const tray = page.getByTestId('tray')
  await tray.waitFor()
  t.ok((await tray.getByTestId('sample').count()) >= 24)
  t.ok(await page.getByTestId('tray-send').isDisabled())
  const names: string[] = await tray
    .getByTestId('sample')
    .evaluateAll(nodes => nodes.slice(0, 3).map((node: Json) => node.dataset.sample))
  for (const name of names) await page.locator(`[data-sample="${name}"]`).click()
  t.equal(await page.getByTestId('tray-send').textContent(), 'Send 3')
  await page.getByTestId('tray-send').click()
  await until(async () => (await page.getByTestId('album-image').count()) === 3)
  const items = await until(() => sandbox.items('messages').length === 3 && sandbox.items('messages'))
  t.ok(items.every(({ type }) => type === 'image'))
  await sandbox.send({ type: 'reaction', reaction: { message_id: items[1].id, emoji: '❌' } })
  await page.locator(`[data-id="${items[1].id}"]`).getByTestId('reaction').waitFor()
  await page.getByTestId('album-image').first().click()
  const shown = page.getByTestId('lightbox-media')
  const first = await shown.getAttribute('src')
  await page.keyboard.press('ArrowRight')
  t.not(await shown.getAttribute('src'), first)
  await page.keyboard.press('Escape')
  t.equal(await shown.count(), 0)

  await page.getByTestId('attach').click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByTestId('pick-files').click()
  const buffer = await sandbox.sample('man-4-01')
  await (await chooser).setFiles([1, 2].map(n => ({ name: `${n}.jpg`, mimeType: 'image/jpeg', buffer })))
  await until(async () => (await page.getByTestId('album-image').count()) === 5)
  t.same(complaints, [])
})

test('buttons, list rows and the checkout', async t => {
  const browser = await openBrowser()
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const { page, complaints } = await openPhone(browser, sandbox)
  await sandbox.send(
    interactive({
      type: 'button',
      body: { text: 'Ready?' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
          { type: 'reply', reply: { id: 'no', title: 'No' } },
        ],
      },
    }),
  )
  await page.locator('[data-button=yes]').click()
  t.match(await until(() => sandbox.items('messages')[1]), { interactive: { button_reply: { id: 'yes' } } })

  const sections = [
    { title: 'One', rows: [{ id: 'a', title: 'A', description: 'first' }] },
    { title: 'Two', rows: [{ id: 'b', title: 'B' }] },
  ]
  await sandbox.send(interactive({ type: 'list', body: { text: 'Choose' }, action: { button: 'Menu', sections } }))
  await page.getByTestId('list-button').click()
  await page.getByTestId('list-sheet').waitFor()
  await page.keyboard.press('Escape')
  t.equal(await page.getByTestId('list-sheet').count(), 0)
  await page.getByTestId('list-button').click()
  await page.locator('[data-row=b]').click()
  t.match(await until(() => sandbox.items('messages')[2]), { interactive: { list_reply: { id: 'b', title: 'B' } } })

  const url = `http://localhost:${new URL(sandbox.url).port}/pay?order=o1&amount=4900&currency=ILS&return=https%3A%2F%2Fwa.me%2F1`
  await sandbox.send(
    interactive({
      type: 'cta_url',
      body: { text: 'Pay' },
      action: { name: 'cta_url', parameters: { display_text: 'Pay now', url } },
    }),
  )
  await page.getByTestId('link-button').click()
  const checkout = page.frameLocator('[data-testid=pay-frame]')
  t.equal(await checkout.getByTestId('pay-amount').textContent(), '₪49.00')
  await checkout.getByTestId('pay-button').click()
  await checkout.locator('[data-outcome=succeeded]').waitFor()
  await until(() => sandbox.received.some(({ json }) => json.type === 'payment.succeeded' && json.order === 'o1'))
  await until(async () => (await page.getByTestId('pay-frame').count()) === 0, 8000)
  t.same(complaints, [])
})

test('two phones side by side are two people', async t => {
  const browser = await openBrowser()
  const sandbox = await startSandbox(t)
  const { page, complaints } = await openPhone(browser, sandbox, '/phones?n=972500000001,972500000002', {
    width: 1280,
    height: 900,
  })
  for (const number of ['972500000001', '972500000002']) {
    const frame = page.frameLocator(`iframe[src$="${number}"]`)
    await frame.getByTestId('input').fill(`I am ${number}`)
    await frame.getByTestId('send').click()
    await frame.getByTestId('message').waitFor()
  }
  const messages = await until(() => sandbox.items('messages').length === 2 && sandbox.items('messages'))
  t.same(
    new Set(messages.map(({ from, text }) => `${from}: ${text.body}`)),
    new Set(['972500000001: I am 972500000001', '972500000002: I am 972500000002']),
  )
  t.same(complaints, [])
})

test('a video plays, and nothing that was sent is run', async t => {
  const browser = await openBrowser()
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: '<img src=x onerror=alert(1)>' })
  const upload = await sandbox.upload(Buffer.from('0000ftypisom'), 'video/mp4')
  await sandbox.send({ type: 'video', video: { id: upload.body.id, caption: 'Look' } })
  const { page } = await openPhone(browser, sandbox)
  t.equal(
    (await texts(page)).length === 0 ? await page.getByTestId('text').first().textContent() : (await texts(page))[0],
    '<img src=x onerror=alert(1)>',
  )
  await page.getByTestId('video').waitFor()
  t.equal(await page.getByTestId('video').getAttribute('controls'), '')
  t.equal(await page.locator('.text img').count(), 0)
})

test('the sandbox ends although a phone is open', async t => {
  const browser = await openBrowser()
  const sandbox = await startSandbox(t)
  await openPhone(browser, sandbox, '/phones?n=972500000001,972500000002')
  const started = Date.now()
  await sandbox.end()
  t.ok(Date.now() - started < 5000)
})
