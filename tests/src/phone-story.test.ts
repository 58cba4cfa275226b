import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { test } from 'tap'
import { Phone } from './story/phone.ts'
import { makeStart, standaloneEnvironment } from './system/standalone.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]
const PATIENCE_MS = 60_000

/** Taps the newest reply button of a kind: ids begin with what they are. */
const tapButton = (page: Page, kind: string) =>
  page.locator(`[data-testid=reply-button][data-button^="${kind}"]`).last().click({ timeout: PATIENCE_MS })

/** Waits for a list whose sheet has a row of this kind, opens it and chooses the row. */
async function chooseRow(page: Page, kind: string, says: string | RegExp) {
  const bubble = page.locator('[data-testid=message][data-from=business]').filter({ hasText: says }).last()
  await bubble.getByTestId('list-button').click({ timeout: PATIENCE_MS })
  await page.locator(`[data-testid=list-row][data-row^="${kind}"]`).first().click()
}

test('the whole story in the browser, a kill, and the chat is still there', async t => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'astria-start-'))
  const env = await standaloneEnvironment(dataDir)
  let system = await makeStart(env)
  t.teardown(async () => {
    await system.kill('SIGTERM')
    rmSync(dataDir, { recursive: true, force: true })
  })
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
    args: flags,
  })
  t.teardown(() => browser.close())
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 })
  const show = async (name: string) => {
    const folder = process.env['SCREENSHOTS']
    if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`) })
  }
  const said = await run('make', ['say', 'TEXT=hi'], { cwd: root, env: { ...process.env, ...env } })
  t.match(said.stdout, 'answered 200', 'make say reaches the gateway with a good signature')

  await page.goto(system.phoneUrl)
  await page.getByTestId('input').fill('hi')
  await page.keyboard.press('Enter')
  await chooseRow(page, 'begin', 'Where shall we start')
  await tapButton(page, 'ready')
  await tapButton(page, 'consent:yes')
  await page.getByText('Now send me').waitFor({ timeout: PATIENCE_MS })

  await page.getByTestId('attach').click()
  await page.getByTestId('sample').first().waitFor()
  const samples = await page.getByTestId('sample').evaluateAll(nodes => nodes.map(node => node.dataset['sample'] ?? ''))
  const good = samples.filter(name => /^woman-\d+-\d+$/.test(name)).slice(0, 8)
  const dark = samples.filter(name => name.endsWith('-dark'))
  for (const name of [...good, ...dark]) await page.locator(`[data-sample="${name}"]`).click()
  await page.getByTestId('tray-send').click()
  await page.getByTestId('reaction').filter({ hasText: '❌' }).waitFor({ timeout: PATIENCE_MS })
  await show('pictures')
  await chooseRow(page, 'styles', /8/)
  await chooseRow(page, 'tier:lite', 'size')
  await page.locator('[data-testid=reply-button][data-button^="pack:"]').last().waitFor({ timeout: PATIENCE_MS })
  await show('styles')
  await tapButton(page, 'pack:')
  await tapButton(page, 'terms:')
  await page.getByTestId('link-button').last().click({ timeout: PATIENCE_MS })
  const checkout = page.frameLocator('[data-testid=pay-frame]')
  await checkout.getByTestId('pay-button').click()

  await page.locator('[data-testid=list-button]').last().waitFor()
  await chooseRow(page, 'rate:', /rate|stars|like/i)
  await show('portraits')
  const phone = new Phone(system.sandboxUrl, '972500000001')
  const portraits = (await phone.chat()).filter(({ from, content }) => from === 'business' && content.type === 'image')
  t.equal(portraits.length, 12, 'twelve portraits')
  await page.getByText(/thank/i).last().waitFor({ timeout: PATIENCE_MS })

  const before = (await phone.chat()).length
  await system.kill('SIGKILL')
  system = await makeStart(env)
  await page.goto(system.phoneUrl)
  await page.getByText('I love them').waitFor()
  t.ok((await phone.chat()).length >= before, 'the chat is still there')
  await page.getByTestId('input').fill('hello again')
  await page.keyboard.press('Enter')
  await page.locator('[data-testid=reply-button][data-button^="models"]').last().waitFor({ timeout: PATIENCE_MS })
  t.pass('and so is the model')
})
