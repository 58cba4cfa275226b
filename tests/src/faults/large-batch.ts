import { eventually } from '@astria-bot/testing'
import { serializeEscaped, webhooks } from '@astria-bot/whatsapp'
import type { Test } from 'tap'
import { doorOf } from '../webhooks/door.ts'
import type { Ground } from './ground.ts'

/** A number that nobody answers from: what is measured is what comes in. */
export const SILENT_NUMBER = '106540352249999'
const UPDATES = 1000
const numbers = Array.from({ length: 20 }, (_, n) => String(972505000000 + n))

/** The nth update: mostly long Hebrew texts with emoji and slashes; unknown types, statuses, and one that is broken. */
function update(n: number) {
  const phone = numbers[n % numbers.length] as string
  const options = { messageId: `wamid.batch.${n}`, channel: SILENT_NUMBER }
  if (n === 500) return webhooks.message({ phone }, { type: 'image', image: 'oops', timestamp: 'soon' }, options)
  if (n % 10 === 3) return webhooks.message({ phone }, { type: `novelty_${n}`, what: { n } }, options)
  if (n % 10 === 7) return webhooks.status({ phone }, { messageId: `wamid.foreign.${n}`, status: 'read' }, options)
  return webhooks.text({ phone }, `${'שלום 👋 1/2 '.repeat(75)}${n}`, options)
}

/** F27: 1,000 updates in 3 MB of escaped unicode, unknown types among them, and one that cannot be read. */
export async function largeBatch(t: Test, { system, db, bus, count }: Ground): Promise<void> {
  const body = Buffer.from(serializeEscaped(webhooks.batch(Array.from({ length: UPDATES }, (_, n) => update(n)))))
  t.ok(body.length > 2_800_000 && body.length < 3_100_000, `${body.length} bytes`)
  t.match(String(body.subarray(0, 2000)), /\\u05e9[\s\S]*\\\//, 'escaped as Meta does it')
  const post = doorOf(system.process('gateway').url, system.env['WHATSAPP_APP_SECRET'] as string)
  t.same(
    await Promise.all([post(new Uint8Array(body)), post(new Uint8Array(body))]),
    [200, 200],
    'taken, twice at once',
  )

  const ofBatch = `messaging.messages where channel = '${SILENT_NUMBER}' and direction = 'in'`
  await eventually(async () => (await count(ofBatch)) === 899, { timeoutMs: 60_000 })
  const { rows } = await db.pool.query<{ type: string; n: number }>(
    `select type, count(*)::int as n from ${ofBatch} group by type order by type`,
  )
  t.same(rows, [
    { type: 'text', n: 799 },
    { type: 'unsupported', n: 100 },
  ])
  await eventually(
    async () => (await count(`messaging.unmatched_statuses where channel = $1`, [SILENT_NUMBER])) === 100,
  )
  const { rows: texts } = await db.pool.query<{ wamid: string; phone: string }>(
    `select m.wamid, c.phone from ${ofBatch.replace('messages', 'messages m join messaging.contacts c on c.id = m.contact_id').replaceAll('channel', 'm.channel')} order by m.seq`,
  )
  for (const number of numbers) {
    const order = texts.filter(({ phone }) => phone === number).map(({ wamid }) => Number(wamid.split('.')[2]))
    t.same(
      order,
      order.toSorted((a, b) => a - b),
      'those of one customer in their order',
    )
  }
  const { rows: last } = await db.pool.query(
    `select content->>'body' as body from messaging.messages where wamid = 'wamid.batch.999'`,
  )
  t.match(last[0]?.body, /^שלום 👋 1\/2 .* 999$/)
  const letters = (await bus.dead.list({ durable: 'message-account' })).filter(({ event }) =>
    JSON.stringify(event).includes(SILENT_NUMBER),
  )
  t.match(letters, [{ code: 'broken_item', reason: 'the timestamp is missing or has a wrong form' }])
  t.equal(letters.length, 1, 'one dead letter')
}
