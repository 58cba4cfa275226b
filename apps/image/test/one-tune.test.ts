import fs from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually, samplePicture } from '@astria-bot/testing'
import fc from 'fast-check'
import { test } from 'tap'
import { type History, histories, openHistory, play } from './order-histories.ts'
import type { Fault } from './outside.ts'
import { openWorld, type World } from './world.ts'

/** What becomes of a submission; each was seen of Astria. */
const faults: readonly Fault[] = [
  work => work(),
  async work => {
    const answer = work()
    await sleep(40)
    return answer
  },
  work => {
    work()
    return 'drop'
  },
  () => 'drop',
  work => {
    work()
    return { status: 500, body: '<html>' }
  },
  () => ({ status: 500, body: '<html>' }),
  work => {
    work()
    return { status: 504, body: '<html>' }
  },
  () => ({ status: 422, body: { base: ['no'] } }),
]
const noAnswer: Fault = () => 'drop'

test('whatever happens, an order is submitted once at most, and never without its payment (P2, P4)', async t => {
  const world = await openWorld(t, { MIN_PICTURES: '1', SUBMISSIONS_AT_ONCE: '32' })
  world.outside.packs[0]!.classes = { man: 1 }
  await fs.mkdir(path.join(world.root, 'pictures'), { recursive: true })
  await fs.writeFile(path.join(world.root, 'pictures/shared.jpg'), await samplePicture({ seed: 'shared' }))
  await Promise.all([world.startApp(), world.startApp()])
  const seen = { paid: 0, submitted: 0, unpaid: 0 }

  const property = fc.asyncProperty(
    histories,
    fc.array(fc.constantFrom(...faults), { minLength: 150, maxLength: 150 }),
    async (moves, answers) => {
      const open = moves.map(() => openHistory(world.outside))
      await givePictures(world, open)
      world.outside.faults.set('create', [...answers])
      // Each costs a second or more of waiting: a few are enough.
      world.outside.faults.set('find', [noAnswer, work => work(), noAnswer])
      const published: string[] = []
      for (let step = 0; step < 12; step += 1) {
        const events = open.flatMap((history, index) => play(history, moves[index]![step]!))
        await world.bus.publish(events)
        published.push(...events.map(event => event.id))
        if (step % 6 === 5) await settled(world, published)
      }
      for (const { orders, paid } of open) {
        seen.paid += paid.size
        seen.unpaid += orders.length - paid.size
      }
      seen.submitted += await judge(world, open)
    },
  )
  await fc.assert(property, { numRuns: 2, endOnFailure: true })
  t.comment(seen)
  t.ok(seen.submitted > seen.paid / 4, 'many were submitted')
  t.ok(seen.unpaid > 50, 'and many were never paid')
})

async function givePictures({ db }: World, open: readonly History[]): Promise<void> {
  const people = open.flatMap(history => history.people)
  await db.query(
    {
      name: 'test:give-pictures',
      text: `insert into imaging.pictures (id, contact_id, set_id, message_id, state, file_key)
        select id, contact_id, id, id, 'accepted', 'pictures/shared.jpg'
        from unnest($1::uuid[], $2::uuid[]) as given (id, contact_id)`,
    },
    [people.map(person => person.pictureId), people.map(person => person.contactId)],
  )
}

const unsettled = {
  name: 'test:unsettled',
  text: `select (select count(*) from unnest($1::text[]) as given (id) where not exists
      (select from imaging.inbox where event_id = given.id)) +
    (select count(*) from imaging.effects
      where kind in ('create_tune', 'create_prompts') and state in ('calling', 'unknown')) as n`,
}

/** Waits until every event was handled and no answer of Astria is waited for. */
const settled = ({ db }: World, published: readonly string[]) =>
  eventually(
    async () => {
      const [{ n } = { n: 1 }] = await db.query<{ n: number }>(unsettled, [published])
      if (Number(n) > 0) throw new Error(`${n} are not settled`)
    },
    { timeoutMs: 60_000 },
  )

const submissions = {
  name: 'test:submissions',
  text: `select coalesce(request->>'orderId', key) as key from imaging.effects where kind in ('create_tune', 'create_prompts') and coalesce(request->>'orderId', key) = any ($1::text[])`,
}

/** Astria's own record and the rows of the database, against what was paid. Returns how many were submitted. */
async function judge({ db, outside }: World, open: readonly History[]): Promise<number> {
  const made = outside.callbacks.map(({ prompts }): string => new URL(prompts).searchParams.get('order') ?? '')
  const ids: string[] = open.flatMap(({ orders }) => orders.map(order => order.orderId))
  const rows = (await db.query<{ key: string }>(submissions, [ids])).map(({ key }) => key)
  const paid = new Set<string>(open.flatMap(history => [...history.paid]))
  for (const orderId of ids) {
    for (const [what, found] of [
      ['carried out', made],
      ['prepared', rows],
    ] as const) {
      const times = found.filter(id => id === orderId).length
      if (times > (paid.has(orderId) ? 1 : 0)) {
        throw new Error(`${orderId}, ${paid.has(orderId) ? '' : 'never '}paid, was ${what} ${times} times`)
      }
    }
  }
  return made.filter(id => ids.includes(id)).length
}
