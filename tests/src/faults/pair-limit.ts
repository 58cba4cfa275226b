import { openFiles } from '@astria-bot/files'
import { eventually } from '@astria-bot/testing'
import type { Test } from 'tap'
import { acceptedOf, type Ground } from './ground.ts'
import { phoneOf, queueMessages } from './queue-messages.ts'

const PORTRAITS = 60
const OTHERS = 500
/** What WhatsApp takes at once of one customer, and how long each further message takes. */
const BURST = 45
const INTERVAL_MS = 6000
const customer = phoneOf(1)

/** Puts 60 portraits for one customer into the queue, and a message for each of 500 others; resolves when those have theirs. */
export async function beginPortraits(ground: Ground): Promise<void> {
  const bytes = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  await openFiles(ground.system.env['FILES_URL'] as string).put('portrait.png', bytes, 'image/png')
  const portrait = { type: 'image', file: { fileKey: 'portrait.png', mimeType: 'image/png' } }
  await queueMessages(ground, { from: 1, contacts: 1, each: PORTRAITS, content: portrait })
  const hello = { type: 'text', body: 'hello' }
  await queueMessages(ground, { from: 1000, contacts: OTHERS, each: 1, content: hello })
  const served = async () => {
    const phones = new Set((await ground.sends()).filter(({ outcome }) => outcome === 'accepted').map(one => one.phone))
    return Array.from({ length: OTHERS }, (_, n) => phones.has(phoneOf(1000 + n))).every(Boolean)
  }
  await eventually(served, { timeoutMs: 60_000 })
}

/** Waits for the portraits and holds them against WhatsApp's limit for one customer: 45 at once, then one in 6 s. */
export async function endPortraits(t: Test, ground: Ground): Promise<void> {
  const sent = async () => acceptedOf(await ground.sends(), customer)
  // The limit alone asks for a minute and a half.
  await eventually(async () => (await sent()).length >= PORTRAITS, { timeoutMs: 180_000 })
  const sends = await ground.sends()
  const portraits = await sent()
  const { rows } = await ground.db.pool.query(
    `select m.id from messaging.messages m join messaging.contacts c on c.id = m.contact_id
    where c.phone = $1 and m.direction = 'out' order by m.seq`,
    [customer],
  )
  t.same(
    portraits.map(({ tag }) => tag),
    rows.map(({ id }) => id),
    'each once, in their order',
  )
  const refused = sends.filter(({ code, phone }) => code === 131056 && phone === customer)
  t.same(refused, [], 'none was refused because of the limit')
  const others = sends.filter(({ phone }) => phone >= phoneOf(1000) && phone < phoneOf(1000 + OTHERS))
  t.equal(others.filter(({ outcome }) => outcome === 'accepted').length, OTHERS, 'the others got theirs once')
  const last = Math.max(...others.map(({ seq }) => seq))
  const before = portraits.filter(({ seq }) => seq < last).length
  t.ok(before <= BURST, `the last of them before the limit was reached: at portrait ${before}`)
  const sentAt = portraits.map(({ at }) => Date.parse(String(at)))
  const early = sentAt.filter((at, index) => at - sentAt[0]! < allowedAfterMs(index + 1))
  t.same(early, [], `the last after ${(sentAt.at(-1)! - sentAt[0]!) / 1000} s of ${allowedAfterMs(PORTRAITS) / 1000}`)
}

/** The nth message to one customer may not leave earlier than so long after the first. */
const allowedAfterMs = (n: number) => Math.max(0, n - BURST) * INTERVAL_MS
