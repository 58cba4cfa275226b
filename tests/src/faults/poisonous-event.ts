import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { partitionOf } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { contactKey, webhooks } from '@astria-bot/whatsapp'
import type { Test } from 'tap'
import { doorOf } from '../webhooks/door.ts'
import { type Ground, partitions } from './ground.ts'

const maintenance = fileURLToPath(new URL('../../../apps/maintenance/dist/main.js', import.meta.url))
const partitionOfPhone = (phone: string) => partitionOf(contactKey({ phone }) ?? '', partitions)
const POISONED = '972503000000'

/** Numbers whose events wait in one line with the poisoned one's, or in other lines. */
function phones(count: number, sameLine: boolean): string[] {
  const found: string[] = []
  for (let n = 1; found.length < count; n += 1) {
    const phone = String(972503000000 + n)
    if ((partitionOfPhone(phone) === partitionOfPhone(POISONED)) === sameLine) found.push(phone)
  }
  return found
}

const [behind] = phones(1, true) as [string]
const beside = phones(6, false)
const words = ['first', 'second', 'third']

/** F28, the beginning: one message is poison to the database, and healthy ones come before, beside and behind it. */
export async function sendPoison(ground: Ground): Promise<void> {
  await ground.db.pool.query(`
    create function messaging.refuse_poison() returns trigger language plpgsql as
      $$ begin raise exception 'this message is poison'; end $$;
    create trigger poison before insert on messaging.messages for each row
      when (new.content->>'body' = 'poison') execute function messaging.refuse_poison()`)
  const { system } = ground
  const post = doorOf(system.process('gateway').url, system.env['WHATSAPP_APP_SECRET'] as string)
  const say = async (phone: string, text: string) => {
    const body = webhooks.text({ phone }, text, { messageId: `wamid.${phone}.${text}` })
    const status = await post(new Uint8Array(Buffer.from(JSON.stringify(body))))
    if (status !== 200) throw new Error(`the gateway answered ${status}`)
  }
  await say(POISONED, 'before')
  await say(POISONED, 'poison')
  for (const text of words) for (const phone of [POISONED, behind, ...beside]) await say(phone, text)
}

/** F28, the end: it is a dead letter once, with its reason; the others went on in their order; it can be replayed. */
export async function judgePoison(t: Test, { db, bus, system, count }: Ground): Promise<void> {
  const heard = async (phone: string) => {
    const { rows } = await db.pool.query<{ body: string }>(
      `select m.content->>'body' as body from messaging.messages m join messaging.contacts c on c.id = m.contact_id
      where c.phone = $1 and m.direction = 'in' order by m.seq`,
      [phone],
    )
    return rows.map(({ body }) => body)
  }
  for (const phone of beside) t.same(await heard(phone), words, 'those beside it went on')
  // Four tries, with pauses of 1, 2 and 4 s.
  await eventually(async () => (await heard(behind)).length === words.length, { timeoutMs: 30_000 })
  await eventually(async () => (await heard(POISONED)).length === 1 + words.length)
  t.same(await heard(behind), words, 'those behind it followed, in their order')
  t.same(await heard(POISONED), ['before', ...words], 'and so did the other messages of the same customer')

  const letters = await bus.dead.list({ durable: 'message-inbound', limit: 1000 })
  t.match(letters, [{ code: 'exhausted', reason: 'this message is poison', deliveries: 4 }])
  t.equal(letters.length, 1, 'it is a dead letter once')
  const metrics = await (await fetch(`${system.process('message').url}/metrics`)).text()
  t.match(metrics, /^bus_events_total\{[^}]*kind="dead"[^}]*type="whatsapp\.message\.received\.v1"[^}]*\} 1$/m)

  await db.pool.query('drop trigger poison on messaging.messages')
  const env = { PATH: process.env['PATH'] ?? '', ...system.env }
  await promisify(execFile)(process.execPath, [maintenance, `replay-dead-letters=${letters[0]?.id}`], { env })
  await eventually(async () => (await heard(POISONED)).includes('poison'))
  t.same(await heard(POISONED), ['before', ...words, 'poison'], 'replayed, it is applied')
  t.same(await bus.dead.list({ durable: 'message-inbound' }), [])
  t.equal(await count(`messaging.messages where content->>'body' = 'poison'`), 1, 'once')
}
