import { eventually } from '@astria-bot/testing'
import type { Test } from 'tap'
import { acceptedOf, type Ground } from './ground.ts'
import { phoneOf, queueMessages } from './queue-messages.ts'

const FIRST = 2000
const faults = [
  { what: 'done_then_drop' },
  { what: 'drop_before' },
  { what: 'error_code', code: 131056 },
  { what: 'error_code', code: 130429 },
  { what: 'error_code', code: 131047 },
  { what: 'error_code', code: 190 },
]

/** F26: WhatsApp's answer is lost, or it refuses: each time the first of two messages to a contact of its own. */
export async function lostAnswers(t: Test, ground: Ground): Promise<void> {
  for (const [index, fault] of faults.entries()) {
    const match = { api: 'whatsapp', op: 'messages', contact: phoneOf(FIRST + index) }
    await ground.strike({ match, times: 1, ...fault })
  }
  await queueMessages(ground, {
    from: FIRST,
    contacts: faults.length,
    each: 2,
    content: { type: 'text', body: 'hello' } as { type: string },
  })
  const counts = async () => {
    const sends = await ground.sends()
    return faults.map((_, index) => acceptedOf(sends, phoneOf(FIRST + index)).length).join()
  }
  // The window is closed for the first of 131047; the second is told, as it was not.
  await eventually(async () => (await counts()) === '2,2,2,2,1,2', { timeoutMs: 60_000 })
  await ground.db.pool.query('select pg_sleep(5)')
  t.equal(await counts(), '2,2,2,2,1,2', 'and nothing a second time')
  const { rows } = await ground.db.pool.query(
    `select state, count(*)::int as n from messaging.messages m join messaging.contacts c on c.id = m.contact_id
    where c.phone between $1 and $2 and state in ('queued', 'sending', 'unknown', 'failed', 'parked') group by state`,
    [phoneOf(FIRST), phoneOf(FIRST + faults.length - 1)],
  )
  t.same(rows, [{ state: 'parked', n: 1 }])
  const { rows: numbers } = await ground.db.pool.query('select distinct state from messaging.channels')
  t.same(numbers, [{ state: 'active' }], 'the number works again')
}
