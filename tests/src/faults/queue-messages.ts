import { randomUUID } from 'node:crypto'
import type { Ground } from './ground.ts'

/** The number of the nth contact of a test. */
export const phoneOf = (n: number): string => `97250${String(1_000_000 + n)}`

/** Puts contacts with messages into the database, as if the bot had just decided to say them. */
export async function queueMessages(
  { db, system }: Ground,
  { from, contacts, each, content }: { from: number; contacts: number; each: number; content: { type: string } },
): Promise<void> {
  const channel = system.env['WHATSAPP_NUMBER_ID']
  const fileKey = (content as { file?: { fileKey: string } }).file?.fileKey ?? null
  const to = from + contacts - 1
  await db.pool.query(
    `insert into messaging.contacts (id, channel, phone, window_expires_at)
    select gen_random_uuid(), $1, '97250' || (1000000 + n), now() + interval '1 day' from generate_series($2::int, $3::int) as n`,
    [channel, from, to],
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
    [channel, content.type, content, randomUUID(), fileKey, each, from, to],
  )
}
