import { startProcess } from '@astria-bot/testing'
import { type Test, test } from 'tap'
import { pause } from './support/delivery.ts'
import { person, said, status } from './support/events.ts'
import { eventually } from './support/eventually.ts'
import { openStudio, type Studio } from './support/studio.ts'

const words = ['hi', 'status', 'support', 'menu']
/** A status that a dead process had taken comes back after ten seconds: only then it is known that nobody will tell. */
const waits = { UNKNOWN_WAIT_MS: '12000' }
const people = Array.from({ length: 6 }, (_, n) => person(n))

/** WhatsApp tells what it took, again and again until the test is over. */
function keepTelling(studio: Studio): () => void {
  const told = new Set<string>()
  const timer = setInterval(() => {
    const fresh = studio.graph.sent.filter(({ wamid }) => !told.has(wamid))
    for (const { wamid } of fresh) told.add(wamid)
    studio.publish(...fresh.map(sent => status('sent', sent))).catch(() => {})
  }, 200)
  return () => clearInterval(timer)
}

/** Every question has one answer, in its order, and nothing is left over. */
async function assertRecord(t: Test, studio: Studio): Promise<void> {
  await eventually(
    async () => {
      const open = await studio.count(`messaging.messages where state in ('queued', 'sending', 'unknown')`)
      const received = await studio.count(`messaging.messages where direction = 'in'`)
      return open === 0 && received === words.length * people.length
    },
    { timeoutMs: 60_000 },
  )
  await eventually(async () => (await studio.count('messaging.outbox')) === 0)
  await pause(500)
  for (const { phone } of people) {
    const { rows } = await studio.db.pool.query<{ id: string; direction: string; cause_id: string }>(
      `select m.id, m.direction, m.cause_id from messaging.messages m join messaging.contacts c on c.id = m.contact_id
      where c.phone = $1 order by m.seq`,
      [phone],
    )
    const questions = rows.filter(row => row.direction === 'in').map(row => row.cause_id)
    const answers = rows.filter(row => row.direction === 'out')
    t.equal(new Set(questions).size, words.length, 'every question is kept once')
    t.same(
      answers.map(row => row.cause_id),
      questions,
      'every question has one answer, in its order',
    )
    const sent = studio.graph.sent.filter(({ to }) => to === `+${phone}`)
    t.same(
      sent.map(({ id }) => id),
      answers.map(({ id }) => id),
      'every answer was sent once, in its order',
    )
  }
}

const points = [
  'inbound:mid-transaction@3',
  'turns:before-commit@4',
  'bus:before-ack@3',
  'outbox:before-publish',
  'outbox:after-publish',
  'delivery:before-send@5',
  'delivery:after-send@5',
]

for (const point of points) {
  test(`killed at ${point}, started again: the same record`, async t => {
    const studio = await openStudio(waits)
    t.teardown(() => studio.close())
    t.teardown(keepTelling(studio))
    const first = await startProcess({ app: 'message', env: studio.env, crashAt: point })
    for (const word of words) await studio.publish(...people.map(one => said(one, word)))
    t.match(await first.exited, { signal: 'SIGKILL' })
    const second = await startProcess({ app: 'message', env: studio.env })
    await assertRecord(t, studio)
    await second.stop()
  })
}

test('killed at random points, again and again: the same record', async t => {
  const studio = await openStudio(waits)
  t.teardown(() => studio.close())
  t.teardown(keepTelling(studio))
  let child = await startProcess({ app: 'message', env: studio.env })
  for (const word of words) {
    await studio.publish(...people.map(one => said(one, word)))
    await pause(30 + Math.random() * 150)
    await child.kill()
    child = await startProcess({ app: 'message', env: studio.env })
  }
  await assertRecord(t, studio)
  await child.stop()
})

test('ended in order, with sends under way: nothing is unknown', async t => {
  const studio = await openStudio(waits)
  t.teardown(() => studio.close())
  studio.graph.answer = () => ({ kind: 'delay', ms: 300 })
  const child = await startProcess({ app: 'message', env: studio.env })
  await studio.publish(...people.map(one => said(one, 'hi')))
  await eventually(() => studio.graph.sent.length > 0)
  await child.stop()
  t.match(await child.exited, { code: 0 })
  t.equal(await studio.count(`messaging.messages where state in ('sending', 'unknown')`), 0)
})
