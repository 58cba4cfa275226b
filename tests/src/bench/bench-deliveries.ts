import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { connect } from '@astria-bot/store'
import { createDatabase, startNats, startProcess } from '@astria-bot/testing'
import { startFakeGraph } from './fake-graph.ts'
import { CHANNEL } from './with-gateway.ts'

const MESSAGES = 3000

/**
 * Messages from the queue to the (fake) Graph API, with both limiters on, set so high that they count and never hold:
 * what is measured is what they cost.
 */
export async function benchDeliveries(): Promise<void> {
  for (const contacts of [1, 10, 1000]) await deliver(contacts)
}

async function deliver(contacts: number): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'astria-bench-'))
  const [database, nats, graph] = await Promise.all([createDatabase(), startNats(), startFakeGraph()])
  const db = connect({ url: database.url, name: 'bench' })
  // One contact gets its messages one after the other: fewer of them are enough.
  const count = Math.min(MESSAGES, contacts * 300)
  try {
    await fill(db, contacts, count)
    const began = performance.now()
    const message = await startProcess({
      app: 'message',
      env: {
        ENVIRONMENT: 'test',
        LOG_LEVEL: 'silent',
        HOST: '127.0.0.1',
        PARTITIONS: '8',
        DATABASE_URL: database.url,
        NATS_URL: nats.url,
        FILES_URL: `file://${folder}`,
        WHATSAPP_API_URL: graph.url,
        WHATSAPP_API_KEY: 'bench',
        WHATSAPP_NUMBER_ID: CHANNEL,
        PRIVATE_HOSTS: graph.host,
        SUPPORT_CONTACT: 'bench',
        NUMBER_RATE: '10000',
        PAIR_BURST: '1000',
        PAIR_INTERVAL_MS: '1',
        SENT_WAIT_MS: '0',
        ALBUM_WAIT_MS: '0',
      },
    })
    const first = await until(db, 1)
    await until(db, count)
    const seconds = (performance.now() - Math.max(first, began)) / 1000
    const title = `deliveries/s, ${contacts} contacts`.padEnd(32)
    console.log(`${title}${Math.round(count / seconds)} (${count} messages)`)
    await message.stop()
  } finally {
    await db.close()
    graph.close()
    await nats.stop()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fill(db: ReturnType<typeof connect>, contacts: number, count: number): Promise<void> {
  await db.pool.query(
    `insert into messaging.contacts (id, channel, phone, window_expires_at)
    select gen_random_uuid(), $1, '97252' || lpad(n::text, 7, '0'), now() + interval '1 day'
    from generate_series(1, $2::int) as n`,
    [CHANNEL, contacts],
  )
  await db.pool.query(
    `with numbered as (select id, row_number() over () as n from messaging.contacts)
    insert into messaging.messages (id, contact_id, channel, direction, type, content, state, cause_id, expires_at)
    select gen_random_uuid(), id, $1, 'out', 'text', '{"type":"text","body":"hello"}', 'queued', $2, now() + interval '1 day'
    from generate_series(1, $3::int) as m join numbered on numbered.n = 1 + (m - 1) % $4::int`,
    [CHANNEL, randomUUID(), count, contacts],
  )
  await db.pool.query(
    `insert into messaging.lanes (contact_id, channel, due_at, tail_seq)
    select contact_id, $1, now(), max(seq) from messaging.messages group by contact_id`,
    [CHANNEL],
  )
}

/** Waits until so many are accepted; answers when. */
async function until(db: ReturnType<typeof connect>, count: number): Promise<number> {
  for (const end = performance.now() + 120_000; performance.now() < end; ) {
    const { rows } = await db.pool.query(`select count(*)::int as n from messaging.messages where state = 'accepted'`)
    if (rows[0].n >= count) break
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return performance.now()
}
