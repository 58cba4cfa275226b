import { randomUUID } from 'node:crypto'
import { openFiles } from '@astria-bot/files'
import { connect } from '@astria-bot/store'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { startSystem } from './system/start-system.ts'

const PORTRAITS = 60
const OTHERS = 500
const phoneOf = (n: number) => `97250${String(1_000_000 + n)}`

interface Entry {
  seq: number
  outcome: string
  phone: string
  tag: string
  code?: number
}

test('what WhatsApp was asked to send, by its own record', async t => {
  const system = await startSystem({
    only: ['gateway', 'message'],
    sandboxEnv: { STRICT_RECIPIENTS: 'false', NUMBER_RATE: '0', PAIR_INTERVAL_MS: '150', STATUS_DELAY_MS: '20' },
    env: { PAIR_INTERVAL_MS: '160', NUMBER_RATE: '1000', UNKNOWN_WAIT_MS: '4000', ACCOUNT_RETRY_MS: '500' },
  })
  const db = connect({ url: system.databaseUrl, name: 'test' })
  t.teardown(async () => {
    await db.close()
    await system.stop()
  })
  const sends = async (): Promise<Entry[]> => {
    const response = await fetch(`${system.sandbox.url}/record?kind=whatsapp.send`)
    return ((await response.json()) as { entries: Entry[] }).entries
  }
  const acceptedOf = (entries: Entry[], phone: string) =>
    entries.filter(entry => entry.outcome === 'accepted' && entry.phone === phone)
  const strike = (contact: string, fault: object) =>
    fetch(`${system.sandbox.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ match: { api: 'whatsapp', op: 'messages', contact }, times: 1, ...fault }),
    })

  /** Puts contacts with messages into the database, as if the bot had just decided to say them. */
  async function say(from: number, contacts: number, each: number, content: object): Promise<void> {
    const channel = system.env.WHATSAPP_NUMBER_ID
    const fileKey = (content as { file?: { fileKey: string } }).file?.fileKey ?? null
    await db.pool.query(
      `insert into messaging.contacts (id, channel, phone, window_expires_at)
      select gen_random_uuid(), $1, '97250' || (1000000 + n), now() + interval '1 day' from generate_series($2::int, $3::int) as n`,
      [channel, from, from + contacts - 1],
    )
    await db.pool.query(
      `with told as (
        insert into messaging.messages (id, contact_id, channel, direction, type, content, state, cause_id, file_key, expires_at)
        select gen_random_uuid(), c.id, $1, 'out', $2, $3, 'queued', $4, $5, now() + interval '1 day'
        from messaging.contacts c, generate_series(1, $6::int)
        where c.phone between '97250' || (1000000 + $7::int) and '97250' || (1000000 + $8::int)
        returning contact_id, seq
      )
      insert into messaging.lanes (contact_id, channel, due_at, tail_seq)
      select contact_id, $1, now(), max(seq) from told group by contact_id`,
      [channel, (content as { type: string }).type, content, randomUUID(), fileKey, each, from, from + contacts - 1],
    )
  }

  await t.test('60 portraits to one contact keep the pair rate, and 500 others do not wait for them', async t => {
    const bytes = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    await openFiles(system.env.FILES_URL as string).put('portrait.png', bytes, 'image/png')
    await say(1, 1, PORTRAITS, { type: 'image', file: { fileKey: 'portrait.png', mimeType: 'image/png' } })
    await say(1000, OTHERS, 1, { type: 'text', body: 'hello' })
    await eventually(
      async () => (await sends()).filter(one => one.outcome === 'accepted').length >= PORTRAITS + OTHERS,
      {
        timeoutMs: 120_000,
      },
    )
    const entries = await sends()
    t.same(
      entries.filter(({ outcome }) => outcome !== 'accepted'),
      [],
      'nothing was refused',
    )
    const portraits = acceptedOf(entries, phoneOf(1))
    const { rows } = await db.pool.query(
      `select id from messaging.messages where type = 'image' and direction = 'out' order by seq`,
    )
    t.same(
      portraits.map(({ tag }) => tag),
      rows.map(({ id }) => id),
      'each once, in their order',
    )
    const others = entries.filter(({ phone }) => phone !== phoneOf(1))
    t.ok(others[OTHERS / 2]!.seq < portraits.at(-1)!.seq, 'the others were served meanwhile')
  })

  await t.test('lost answers and refusals: everything is said once', async t => {
    const faults = [
      { what: 'done_then_drop' },
      { what: 'drop_before' },
      { what: 'error_code', code: 131056 },
      { what: 'error_code', code: 130429 },
      { what: 'error_code', code: 131047 },
      { what: 'error_code', code: 190 },
    ]
    for (const [index, fault] of faults.entries()) await strike(phoneOf(2000 + index), fault)
    await say(2000, faults.length, 2, { type: 'text', body: 'hello' })
    const counts = async () => {
      const entries = await sends()
      return faults.map((_, index) => acceptedOf(entries, phoneOf(2000 + index)).length)
    }
    // The window is closed for the first of 131047; the second is told, as it was not.
    await eventually(async () => (await counts()).join() === '2,2,2,2,1,2', { timeoutMs: 60_000 })
    await db.pool.query('select pg_sleep(5)')
    t.equal((await counts()).join(), '2,2,2,2,1,2', 'and nothing a second time')
    const { rows } = await db.pool.query(
      `select state, count(*)::int as n from messaging.messages m join messaging.contacts c on c.id = m.contact_id
      where c.phone between $1 and $2 and state in ('queued', 'sending', 'unknown', 'failed', 'parked') group by state`,
      [phoneOf(2000), phoneOf(2005)],
    )
    t.same(rows, [{ state: 'parked', n: 1 }])
    const { rows: numbers } = await db.pool.query('select state from messaging.channels')
    t.same(numbers, [{ state: 'active' }], 'the number works again')
  })

  await t.test('templates are read from the account, page by page, and again when one changes', async t => {
    const names = Array.from({ length: 120 }, (_, n) => `greeting_${String(n).padStart(3, '0')}`)
    for (const name of names) {
      await fetch(`${system.sandbox.url}/templates`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, language: 'en_US', body: 'Hello {{1}}' }),
      })
    }
    const stored = async () => {
      const { rows } = await db.pool.query<{ name: string }>(
        `select name from messaging.templates where status = 'APPROVED' and name like 'greeting_%' order by name`,
      )
      return rows.map(({ name }) => name)
    }
    await eventually(async () => (await stored()).length === names.length, { timeoutMs: 30_000 }).catch(() => {})
    t.same(await stored(), names)
  })
})
