import { randomUUID } from 'node:crypto'
import { examples } from '@astria-bot/automation/core'
import { checkoutOpened, orderPlaced, paymentReceived, tuneFinished } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { type Test, test } from 'tap'
import { openWorld, type Person } from './world.ts'

const hourMs = 3_600_000
/** A Wednesday noon in Jerusalem. */
const nowMs = Date.parse('2026-11-18T10:00:00Z')
const ago = (hours: number) => new Date(nowMs - hours * hourMs)
const week = { from: ago(168).toISOString(), until: ago(0).toISOString() }
const text = (body: string) => ({ type: 'text', body })
const hello = { id: 'hello', type: 'send', content: text('Hello') }

interface LeftOut {
  reason: string
  count: number
  contactIds: string[]
}

async function openDryRun(t: Test) {
  const world = await openWorld(t)
  const { call } = await world.startApp({ now: () => new Date(nowMs) })
  /** Every row of every table, as one word: what is written, changed or deleted shows in it. */
  const tables = await world.rows<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables
      where schemaname in ('automation', 'messaging', 'imaging', 'payments', 'ops') order by 1`,
  )
  const sums = tables.map(
    ({ name }) => `select '${name}' as name, md5(string_agg(t::text, '' order by t::text)) from ${name} t`,
  )
  const everything = () => world.rows(`${sums.join(' union all ')} order by name`)
  const dryRun = async (body: object) => {
    const before = await everything()
    const answer = await call('POST', '/api/automations/dry-run', body, 'a-viewer-key-of-this-test')
    t.strictSame(await everything(), before, 'nothing is written')
    return answer
  }
  return {
    world,
    call,
    dryRun,
    /** Tries an automation, which must work. */
    async tried(automation: object, more: object = { period: week }) {
      const { status, body } = await dryRun({ automation, ...more })
      if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`)
      const leftOut = Object.fromEntries(
        body.leftOut.map(({ reason, contactIds }: LeftOut) => [reason, [...contactIds].sort()]),
      )
      return { ...body, leftOut, reachedIds: body.reached.map((one: { contactId: string }) => one.contactId).sort() }
    },
  }
}
const ids = (...people: Person[]) => people.map(({ contactId }) => contactId).sort()

test('a week of unpaid checkouts: all of them, each at its own time, and why not the others', async t => {
  const { world, tried } = await openDryRun(t)
  const meet = (more: Partial<Person> = {}) => world.meet({ timeZone: 'Asia/Jerusalem', ...more })
  /** Opens the pay page so many hours ago, and pays so many hours later. */
  const open = async (one: Person, hours: number, paidAfter?: number) => {
    const { contactId } = one
    const order = {
      orderId: randomUUID(),
      contactId,
      language: 'en' as const,
      tier: 'lite' as const,
      packId: '1',
      packTitle: 'Vikings',
      className: 'man' as const,
      amountMinor: 4900,
      currency: 'ILS' as const,
      pictureIds: [],
      tuneId: null,
      termsVersion: '1',
      termsAcceptedAt: ago(400).toISOString(),
    }
    const money = { orderId: order.orderId, contactId, amountMinor: 4900, currency: 'ILS' as const }
    await world.publish(orderPlaced, contactId, order, { time: ago(hours) })
    await world.publish(checkoutOpened, contactId, { ...money, url: 'https://pay.example.com/1' }, { time: ago(hours) })
    if (paidAfter !== undefined)
      await world.publish(paymentReceived, contactId, { paymentId: 'p', order }, { time: ago(hours - paidAfter) })
  }
  const [monday, friday, today, soon, late, gone, busy] = [
    await meet(),
    await meet(),
    await meet(),
    await meet(),
    await meet(),
    await meet({ optedOut: true }),
    await meet({ handedOver: true }),
  ]
  await open(monday, 145)
  await open(friday, 75)
  await open(today, 4)
  await open(soon, 50, 1)
  await open(late, 51, 5)
  await open(gone, 52)
  await open(busy, 53)
  await world.quiet()
  await eventually(async () => {
    const rows = await world.rows(
      `select 1 from automation.dates where name in ('event:checkout_opened', 'event:order_paid')`,
    )
    return rows.length === 9
  })

  const example = await tried(examples['unpaid-checkout']!)
  t.strictSame(example.reachedIds, ids(monday, friday, today))
  t.match(example, { executions: 4, contacts: 3, complete: true, cut: [] })
  t.equal(example.reached[0].contactId, monday.contactId, 'in the order of their times')
  t.equal(example.reached[0].at, ago(143).toISOString(), 'two hours after the page was opened')
  t.strictSame(example.leftOut['handed_over'], ids(busy), 'who would have got nothing is not reached')
  t.strictSame(example.leftOut['called_off'], ids(soon))
  t.strictSame(example.leftOut['conditions'], ids(late, gone))

  const { conditions: _conditions, ...anybody } = examples['unpaid-checkout']!
  const all = await tried(anybody)
  t.strictSame(all.leftOut['opted_out'], ids(gone))
  t.strictSame(all.reachedIds, ids(monday, friday, today, late), 'what happened after its time calls nothing off')

  const skipping = await tried({ ...anybody, missed: { rule: 'skip', withinHours: 1 } })
  t.strictSame(skipping.reachedIds, all.reachedIds, 'nobody is late in a dry run')
})

test('a dry run of a schedule: bounded, with each reason, and which message would go', async t => {
  const { world, dryRun, tried } = await openDryRun(t)
  const birthday = { birthday: '1990-11-16', timeZone: 'Asia/Jerusalem' }
  const [dana, noa] = [
    await world.meet({ ...birthday, tags: ['vip'], lastInboundAt: ago(2).toISOString() }),
    await world.meet({ lastInboundAt: ago(30).toISOString() }),
  ]
  const vip = { field: 'contact.tags', op: 'has', value: 'vip' }
  const schedule = (cron: string, more: object = {}, top: object = {}) => ({
    name: 'On time',
    trigger: { type: 'schedule', cron, timeZone: 'UTC', ...more },
    steps: [hello],
    ...top,
  })
  const minutes = await tried(schedule('* * * * *', { audience: vip }), {
    period: { from: ago(72).toISOString(), until: ago(0).toISOString() },
  })
  t.equal(minutes.executions, 72 * 60 + 1, 'every minute of three days, not of the last one only')
  t.match(minutes, { contacts: 1, complete: false, cut: [/200/], leftOut: { audience: ids(noa) } })
  t.equal(minutes.reached.length, 200)
  t.strictSame((await tried(schedule('0 9 * * *', {}, { conditions: vip }))).leftOut, { conditions: ids(noa) })

  const days = { from: ago(240).toISOString(), until: ago(0).toISOString() }
  const long = await tried(schedule('* * * * *', { audience: vip }), { period: days })
  t.match(long.cut, [/200/, /12,000/], 'what is not looked at is said')
  for (const [until, words] of [
    ['9999-12-31T00:00:00Z', /366 days/],
    [days.from, /ends before it begins/],
  ] as const) {
    const refused = await dryRun({ automation: schedule('0 9 * * *'), period: { from: days.from, until } })
    t.match(refused, { status: 400, body: { errors: [{ path: '/period/until', message: words }] } })
  }

  const template = { type: 'template', name: 'greeting', language: 'en_US' }
  const bound = schedule(
    '0 9 * * *',
    {},
    {
      steps: [
        { ...hello, template },
        { ...hello, id: 'free' },
      ],
    },
  )
  const sample = (one: Person, automation: object) =>
    tried(automation, { sample: { contactId: one.contactId, occasion: { type: 'slot' } } })
  const sends = async (one: Person) =>
    (await sample(one, bound)).reached[0].messages.map(({ wouldSend }: { wouldSend: string }) => wouldSend)
  t.strictSame(await sends(dana), ['content', 'content'])
  t.strictSame(await sends(noa), ['template', 'later'], 'more than 24 hours after the last message')

  const greeting = { name: 'Birthday', trigger: { type: 'birthday', at: '09:00', leapDay: 'march_1' }, steps: [hello] }
  // She wrote two hours ago, and not yet when her birthday came: it is no reason to think that she could be written to freely.
  const greeted = { reachedIds: ids(dana), executions: 1 }
  t.match(await tried(greeting), { ...greeted, reached: [{ messages: [{ wouldSend: 'later' }] }] })
  await world.say(dana, 'hi', { sentAt: ago(60).toISOString() })
  await world.quiet()
  t.match(await tried(greeting), { ...greeted, reached: [{ messages: [{ wouldSend: 'content' }] }] })
  t.match(await sample(dana, greeting), { reachedIds: ids(dana) })
  t.match(await sample(noa, greeting), { executions: 0, leftOut: { no_birthday: ids(noa) } })
  t.match((await sample(noa, examples['unpaid-checkout']!)).leftOut, { no_date: ids(noa) })
  t.match((await sample(noa, schedule('0 9 * * *', { audience: vip }))).leftOut, { audience: ids(noa) })
})

test('whatever starts it, it can be tried over what happened', async t => {
  const { world, call, tried } = await openDryRun(t)
  const [dana, noa] = [await world.meet(), await world.meet()]
  await world.say(dana, 'hello', { sentAt: ago(5).toISOString() })
  await world.say(dana, 'and again', { sentAt: ago(4).toISOString() })
  await world.say(noa, 'good evening', { sentAt: ago(14).toISOString() })
  await world.change(dana, { tags: ['vip'], attributes: { renewal: ago(-24).toISOString() } }, undefined, ago(3))
  const order = {
    orderId: randomUUID(),
    contactId: noa.contactId,
    language: 'en' as const,
    tier: 'lite' as const,
    packId: '1',
    packTitle: 'Vikings',
    className: 'man' as const,
    amountMinor: 4900,
    currency: 'ILS' as const,
    pictureIds: [],
    tuneId: null,
    termsVersion: '1',
    termsAcceptedAt: ago(31).toISOString(),
  }
  await world.publish(paymentReceived, noa.contactId, { paymentId: 'p', order }, { time: ago(30) })
  const { orderId, contactId } = order
  const times = { trainedAt: ago(29).toISOString(), expiresAt: ago(-24).toISOString() }
  await world.publish(tuneFinished, contactId, { orderId, contactId, tuneId: '1', className: 'man', ...times })
  await world.quiet()
  await eventually(async () => {
    const happened = await world.rows(`select 1 from automation.history where occurrence->>'type' <> 'new_contact'`)
    const dates = await world.rows(
      `select 1 from automation.dates where name in ('model.expiresAt', 'contact.attributes.renewal')`,
    )
    return happened.length >= 6 && dates.length === 2
  })

  // What the world tells of by itself happens by the machine's own clock.
  const period = { from: week.from, until: new Date(Date.now() + hourMs).toISOString() }
  const relative = (to: object, direction: string, offset: object) => ({ type: 'relative', to, direction, offset })
  const office = { timeZone: 'UTC', weekly: [{ days: ['tuesday', 'wednesday'], from: '05:00', to: '19:00' }] }
  const cases: [string, object, Person[]][] = [
    ['the first message of a day', { type: 'message', firstOfDay: true }, [dana, noa]],
    ['a message when nobody is there', { type: 'message', outsideHours: office }, [noa]],
    ['a keyword', { type: 'keyword', keywords: [{ text: 'again', match: 'contains' }] }, [dana]],
    ['something in the studio', { type: 'system_event', event: 'order_paid' }, [noa]],
    ['a tag', { type: 'contact_changed', tagAdded: 'vip' }, [dana]],
    ['an attribute', { type: 'contact_changed', attribute: 'renewal' }, [dana]],
    ['before a date', relative({ field: 'model.expiresAt' }, 'before', { days: 3 }), [noa]],
    ['before a date of an attribute', relative({ field: 'contact.attributes.renewal' }, 'before', { days: 2 }), [dana]],
    ['after the last message', relative({ field: 'contact.lastInboundAt' }, 'after', { hours: 2 }), [dana, noa]],
    ['after an event', relative({ event: 'order_paid' }, 'after', { hours: 1 }), [noa]],
  ]
  for (const [name, trigger, reached] of cases) {
    const answer = await tried({ name, trigger, steps: [hello] }, { period })
    t.strictSame(answer.reachedIds, ids(...reached), name)
    t.match(answer.reached[0].messages, [{ content: text('Hello') }], 'with which message')
  }
  const newcomers = await tried({ name: 'new', trigger: { type: 'new_contact' }, steps: [hello] }, { period })
  for (const { contactId: one } of [dana, noa]) t.ok(newcomers.reachedIds.includes(one), 'a new contact')
  const all = await tried(
    { name: 'once', trigger: { type: 'once', at: '2026-11-18T11:00', timeZone: 'UTC' }, steps: [hello] },
    {
      period,
    },
  )
  for (const { contactId: one } of [dana, noa]) t.ok(all.reachedIds.includes(one), 'a single time')
  const asked = await tried(
    { name: 'manual', trigger: { type: 'manual' }, steps: [{ ...hello, content: text('{{input.word|no}}') }] },
    { sample: { contactId: dana.contactId, occasion: { type: 'manual', input: { word: 'yes' } } } },
  )
  t.match(asked.reached, [{ contactId: dana.contactId, messages: [{ content: text('yes') }] }])

  const again = { type: 'keyword', keywords: [{ text: 'again', match: 'contains' }] }
  await call('POST', '/api/automations', {
    name: 'First',
    trigger: again,
    steps: [hello],
    priority: 500,
    exclusive: true,
  })
  const behind = await tried({ name: 'behind', trigger: again, steps: [hello] }, { period })
  t.match(behind, { executions: 0, leftOut: { exclusive: ids(dana) } })
  const longAgo = { from: ago(24 * 90).toISOString(), until: ago(0).toISOString() }
  const older = await tried({ name: 'older', trigger: again, steps: [hello], priority: 900 }, { period: longAgo })
  t.match(older, { executions: 1, complete: false, cut: [/HISTORY_DAYS/] })
})
