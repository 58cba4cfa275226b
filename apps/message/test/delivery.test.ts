import { test } from 'tap'
import { accept, open, pause, states, to } from './support/delivery.ts'
import { person, said, status } from './support/events.ts'
import { eventually } from './support/eventually.ts'
import type { Answer } from './support/graph.ts'

test('WhatsApp takes a message and the answer is lost: the status tells, nothing is sent twice', async t => {
  const studio = await open(t, { UNKNOWN_WAIT_MS: '4000' })
  let isFirst = true
  studio.graph.answer = () => {
    const answer: Answer = isFirst ? { kind: 'accept_and_drop' } : accept
    isFirst = false
    return answer
  }
  await studio.publish(said(person(1), 'hi'))
  await studio.publish(said(person(1), 'support'))
  await eventually(async () => (await states(studio))[0]?.state === 'unknown')
  t.equal(studio.graph.sent.length, 1, 'the next one waits')
  await studio.publish(status('sent', studio.graph.sent[0]!))
  await eventually(() => studio.graph.sent.length === 2)
  const [first, second] = studio.graph.sent
  t.ok(second!.at - first!.at < 3500, 'the next one leaves as soon as the status is there')
  await pause(4000)
  t.equal(studio.graph.sent.length, 2)
  t.match(await states(studio), [{ state: 'sent', resent: false }, { state: 'accepted' }])
  t.equal(await studio.count(`messaging.messages where wamid = '${studio.graph.sent[0]!.wamid}'`), 1)
})

test('nobody heard of a message: it is sent once more, and never a third time', async t => {
  const studio = await open(t, { UNKNOWN_WAIT_MS: '400' })
  studio.graph.answer = ({ to }) => (to.endsWith(person(1).phone) ? { kind: 'drop' } : accept)
  await studio.publish(said(person(1), 'hi'), said(person(2), 'hi'))
  await eventually(async () => (await states(studio)).some(row => row.reason === 'outcome_unknown'))
  t.equal(studio.graph.asked.filter(({ to }) => to.endsWith(person(1).phone)).length, 2)
  t.equal(to(studio, 2).length, 1, 'others do not wait')
  studio.graph.answer = () => accept
  await studio.publish(said(person(1), 'support'))
  await eventually(() => to(studio, 1).length === 1)
  const accepted = async () => (await states(studio)).filter(row => row.state === 'accepted' && !row.resent).length
  await eventually(async () => (await accepted()) === 2)
  const found = await states(studio)
  t.match(
    found.find(row => row.state === 'failed'),
    { reason: 'outcome_unknown', resent: true },
  )
})

test('while nothing is heard of the number, no status proves nothing: nothing is sent once more', async t => {
  const studio = await open(t, { UNKNOWN_WAIT_MS: '400', UNKNOWN_DEAF_MS: '3600000' })
  studio.graph.answer = ({ to }) => (to.endsWith(person(1).phone) ? { kind: 'drop' } : accept)
  const tries = () => studio.graph.asked.filter(({ to }) => to.endsWith(person(1).phone)).length
  await studio.publish(said(person(1), 'hi'))
  await eventually(async () => (await states(studio))[0]?.state === 'unknown')
  // What comes late and was said before is no news.
  await studio.publish(said(person(2), 'hi', { at: new Date(Date.now() - 60_000) }))
  await eventually(() => to(studio, 2).length === 1)
  await pause(2000)
  t.equal(tries(), 1)
  await studio.publish(status('sent', to(studio, 2)[0]!))
  await eventually(() => tries() === 2)
  await eventually(async () => (await studio.count('messaging.messages where heard_at is not null')) === 0)
  await pause(1000)
  t.match((await states(studio))[0], { state: 'unknown', resent: true }, 'and of the second try the same holds')
  await studio.publish(said(person(3), 'hi'))
  await eventually(async () => (await states(studio))[0]?.reason === 'outcome_unknown')
  t.equal(tries(), 2)
})

test('messages to one customer are paced before WhatsApp has to say so', async t => {
  const studio = await open(t, { PAIR_BURST: '3', PAIR_INTERVAL_MS: '400' })
  for (let n = 0; n < 6; n += 1) await studio.publish(said(person(1), 'support'))
  await eventually(() => to(studio, 1).length === 6)
  const times = to(studio, 1).map(({ at }) => at)
  t.ok(times[2]! - times[0]! < 400, 'a burst goes at once')
  // Three at once, then one in 400 ms; the first may have travelled for a while.
  t.ok(times[5]! - times[0]! >= 900, `then one after the other: ${times.map(at => at - times[0]!)}`)
})

test('statuses in any order, and before the answer they belong to', async t => {
  const studio = await open(t)
  studio.graph.answer = () => ({ kind: 'delay', ms: 700 })
  await studio.publish(said(person(1), 'hi'))
  await eventually(() => studio.graph.sent.length === 1)
  const { wamid, id } = studio.graph.sent[0]!
  const pricing = { category: 'service', type: 'free_customer_service' }
  await studio.publish(status('delivered', { wamid, pricing }), status('read', { wamid }))
  await eventually(async () => (await studio.count('messaging.unmatched_statuses')) === 2)
  await eventually(async () => (await states(studio))[0]?.state === 'read')
  await studio.publish(status('sent', { wamid, id }))
  await eventually(async () => (await studio.count('messaging.messages where sent_at is not null')) === 1)
  t.match(await states(studio), [{ state: 'read' }])
  t.equal(await studio.count('messaging.unmatched_statuses'), 0)
  t.equal(await studio.count(`messaging.messages where pricing ->> 'category' = 'service'`), 1)
})

test('a status says that a customer stopped us', async t => {
  const studio = await open(t)
  await studio.publish(said(person(1), 'hi'))
  await eventually(() => studio.graph.sent.length === 1)
  await studio.publish(status('failed', studio.graph.sent[0]!, 131050))
  await eventually(async () => (await studio.count('messaging.contacts where opted_out')) === 1)
  t.match(await states(studio), [{ state: 'failed', error_code: 131050 }])
  const { rows } = await studio.db.pool.query(
    `select opted_out, source, at > now() - interval '1 minute' as recent from messaging.opt_outs`,
  )
  t.same(rows, [{ opted_out: true, source: 'refusal', recent: true }], 'when, and how we learned it')
  await studio.db.pool.query(`
    insert into messaging.messages (id, contact_id, channel, direction, type, content, state, essential, once)
    select gen_random_uuid(), id, channel, 'out', 'text', '{"type":"text","body":"news"}', 'queued', false, 'news'
    from messaging.contacts`)
  await studio.db.pool.query(
    'update messaging.lanes set due_at = now(), pushes = pushes + 1, tail_seq = tail_seq + 100',
  )
  await eventually(async () => (await states(studio))[1]?.state === 'dropped')
  t.equal(studio.graph.sent.length, 1)
})

test('what cannot be written down of one message fails alone: its neighbours are not sent again', async t => {
  const studio = await open(t)
  await studio.publish(said(person(1), 'hi'))
  await eventually(async () => (await states(studio))[0]?.state === 'accepted')
  // WhatsApp gives a name that another message has.
  await studio.db.pool.query(`
    insert into messaging.messages (id, contact_id, channel, direction, type, content, state, wamid)
    select gen_random_uuid(), id, channel, 'in', 'text', '{"type":"text","body":"old"}', 'received', 'wamid.out.3'
    from messaging.contacts`)
  studio.graph.answer = () => ({ kind: 'delay', ms: 500 })
  await studio.publish(said(person(2), 'hi'), said(person(3), 'hi'), said(person(4), 'hi'))
  await eventually(() => studio.graph.sent.length === 4)
  const ended = `messaging.messages where direction = 'out' and state in ('accepted', 'failed')`
  await eventually(async () => (await studio.count(ended)) === 4)
  await pause(2500)
  t.equal(studio.graph.asked.length, 4, 'nobody hears anything twice')
  const found = await states(studio)
  t.equal(found.filter(({ state, resent }) => state === 'accepted' && !resent).length, 3)
  t.match(
    found.filter(({ state }) => state === 'failed'),
    [{ reason: 'not_recorded' }],
  )
  t.equal(await studio.count(`messaging.alerts where reason = 'message_not_recorded'`), 1, 'and a person is told')
})

test('whoever looks at a lane too early changes nothing', async t => {
  const studio = await open(t, { SEND_LEASE_MS: '3000', UNKNOWN_WAIT_MS: '4000' })
  const look = async () => {
    for (let n = 0; n < 8; n += 1) {
      await studio.db.pool.query('update messaging.lanes set due_at = now()')
      await pause(60)
    }
  }
  studio.graph.answer = () => ({ kind: 'delay', ms: 700 })
  await studio.publish(said(person(1), 'hi'))
  await eventually(() => studio.graph.asked.length === 1)
  await look()
  t.match(await states(studio), [{ state: 'sending' }])
  await eventually(async () => (await states(studio))[0]?.state === 'accepted')
  studio.graph.answer = () => ({ kind: 'drop' })
  await studio.publish(said(person(1), 'support'))
  await eventually(async () => (await states(studio))[1]?.state === 'unknown')
  await look()
  t.equal(studio.graph.asked.length, 2)
  t.match(await states(studio), [{ state: 'accepted' }, { state: 'unknown', resent: false }])
})
