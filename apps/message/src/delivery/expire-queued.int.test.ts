import { connect } from '@astria-bot/store'
import { createDatabase } from '@astria-bot/testing'
import { test } from 'tap'
import { expireQueued } from './expire-queued.ts'

const options = { sentWaitMs: 0, albumWaitMs: 0, accountRetryMs: 1000 }

test('what is too old is given up also where nobody sends', async t => {
  const database = await createDatabase()
  const db = connect({ url: database.url, name: 'test', max: 3 })
  t.teardown(async () => {
    await db.close()
    await database.drop()
  })
  // Each contact: when its lane is due, and its messages from the oldest with the time until they expire.
  const people: [string, string, [string, string][]][] = [
    [
      'left',
      '-1 hour',
      [
        ['queued', '-1 minute'],
        ['queued', '-1 minute'],
        ['queued', '1 day'],
      ],
    ],
    ['claimed soon', '-1 second', [['queued', '-1 minute']]],
    ['answer lost', '-1 hour', [['unknown', '-1 minute']]],
    ['sender died', '-1 hour', [['sending', '-1 minute']]],
    ['perhaps sent once more', '-1 hour', [['unknown', '1 day']]],
    [
      'under way',
      '1 minute',
      [
        ['sending', '-1 minute'],
        ['queued', '-1 minute'],
      ],
    ],
    ['still good', '-1 hour', [['queued', '1 day']]],
  ]
  for (const [name, due, messages] of people) {
    await db.pool.query(
      `with c as (insert into messaging.contacts (id, channel, name) values (gen_random_uuid(), '3', $1) returning id),
      m as (
        insert into messaging.messages (id, contact_id, channel, direction, type, content, state, expires_at)
        select gen_random_uuid(), c.id, '3', 'out', 'text', '{"type":"text","body":"x"}', given.state,
          now() + given.expires::interval
        from c, rows from (unnest($3::text[], $4::text[])) with ordinality as given (state, expires, place)
        order by place returning seq
      )
      insert into messaging.lanes (contact_id, channel, due_at, tail_seq)
      select c.id, '3', now() + $2::interval, (select max(seq) from m) from c`,
      [name, due, messages.map(([state]) => state), messages.map(([, expires]) => expires)],
    )
  }
  const statesOf = async (name: string) => {
    const { rows } = await db.pool.query(
      `select m.state, m.reason from messaging.messages m join messaging.contacts c on c.id = m.contact_id
      where c.name = $1 order by seq`,
      [name],
    )
    return rows.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`))
  }

  t.equal(await expireQueued(db, Date.now(), options), 3, 'one of each lane')
  await db.pool.query(`update messaging.lanes set due_at = due_at - interval '1 hour' where due_at > now() - interval '1 s' and contact_id in (
    select id from messaging.contacts where name = 'left')`)
  t.equal(await expireQueued(db, Date.now(), options), 1, 'the next one when its lane was left alone again')
  t.same(await statesOf('left'), ['dropped: expired', 'dropped: expired', 'queued'])
  t.same(await statesOf('answer lost'), ['failed: outcome_unknown'])
  t.same(await statesOf('sender died'), ['failed: outcome_unknown'])
  t.same(await statesOf('perhaps sent once more'), ['unknown'])
  t.same(await statesOf('claimed soon'), ['queued'], 'whoever claims it judges it')
  t.same(await statesOf('under way'), ['sending', 'queued'])
  t.same(await statesOf('still good'), ['queued'])
  const { rows: told } = await db.pool.query(
    `select event->'data' as data from messaging.outbox order by event->'data'->>'reason'`,
  )
  const [expired, unknown] = [
    { data: { state: 'dropped', reason: 'expired' } },
    { data: { state: 'failed', reason: 'outcome_unknown' } },
  ]
  t.match(told, [expired, expired, unknown, unknown], 'and the others are told')
  t.notOk(
    told.some(({ data }) => 'errorClass' in data),
    'that nobody was at fault',
  )
  const { rows: lanes } = await db.pool.query(
    `select count(*)::int as n from messaging.lanes l join messaging.contacts c on c.id = l.contact_id
    where c.name = 'left' and l.due_at is not null`,
  )
  t.same(lanes, [{ n: 1 }], 'what is behind them may go')
})
