import { connect } from '@astria-bot/store'
import { createDatabase } from '@astria-bot/testing'
import { test } from 'tap'
import { askAgain, type SilentMessage, takeSilentMessages } from './silent-messages.ts'

test('whoever has no answer is asked about again, later each time and after those never asked about', async t => {
  const database = await createDatabase()
  const db = connect({ url: database.url, name: 'test', max: 3 })
  t.teardown(async () => {
    await db.close()
    await database.drop()
  })
  await db.pool.query(`insert into messaging.contacts (id, channel, name) values (gen_random_uuid(), '3', 'Noa')`)
  const accepted = (from: number, to: number) =>
    db.pool.query(
      `insert into messaging.messages (id, contact_id, channel, direction, type, content, state, wamid, accepted_at)
      select gen_random_uuid(), c.id, '3', 'out', 'text', '{"type":"text","body":"x"}', 'accepted', 'w' || n,
        now() - interval '10 hours' + n * interval '1 hour'
      from messaging.contacts c, generate_series($1::int, $2::int) as n`,
      [from, to],
    )
  await accepted(1, 5)
  const ask = async (atOnce = 3) => {
    const asked = await db.query<SilentMessage>(takeSilentMessages, [['3'], 60_000, atOnce])
    await db.query(askAgain, [asked.map(({ id }) => id)])
    return asked.map(({ wamid }) => wamid).sort()
  }
  t.same(await ask(), ['w1', 'w2', 'w3'])
  t.same(await ask(), ['w4', 'w5'], 'nobody is left out for those without an answer')
  t.same(await ask(), [], 'nor are they asked about at once')
  const wait = (minutes: number) =>
    db.pool.query(`update messaging.messages set asked_at = asked_at - $1 * interval '1 minute'`, [minutes])
  await wait(110)
  await accepted(6, 6)
  t.same(await ask(1), ['w6'], 'who was never asked about comes first')
  t.same(await ask(), ['w5'], 'who was silent for the shortest time first')
})
