import { randomUUID } from 'node:crypto'
import { fields, readAutomation, SystemEvent } from '@astria-bot/automation/core'
import {
  checkoutOpened,
  contactCreated,
  messageSettled,
  type OrderDetails,
  orderPlaced,
  paymentFailed,
  paymentReceived,
  paymentRefunded,
  portraitsRated,
  portraitsReady,
  tuneFailed,
  tuneFinished,
} from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld, type Person, person } from './world.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** A Wednesday noon in Jerusalem. */
const begin = Date.parse('2026-11-18T10:00:00Z')

async function openDates(t: Parameters<typeof openWorld>[0]) {
  const world = await openWorld(t)
  let nowMs = begin
  const { save } = await world.startApp({ now: () => new Date(nowMs) })
  const relative = (to: object, more: object = {}, top: object = {}) =>
    save({
      name: JSON.stringify(to),
      trigger: { type: 'relative', to, offset: { hours: 2 }, direction: 'after', ...more },
      steps: [{ id: 'note', type: 'log', text: 'x' }],
      ...top,
    })
  /** The occurrences that an automation ran for, of one contact. */
  const ran = async (automationId: string, one: Pick<Person, 'contactId'>) => {
    const rows = await world.rows<{ occurrence: string }>(
      'select occurrence from automation.executions where automation_id = $1 and contact_id = $2 order by started_at',
      [automationId, one.contactId],
    )
    return rows.map(row => row.occurrence)
  }
  return {
    world,
    relative,
    ran,
    now: () => new Date(nowMs),
    at: (hours: number) => new Date(begin + hours * hourMs),
    /** Moves the clock, and waits until the schedules were looked at and worked through. */
    async go(hours: number) {
      nowMs = begin + hours * hourMs
      await eventually(
        async () => {
          const behind = await world.rows(
            `select 1 from automation.automations where planned_until < $1
              union all select 1 from automation.slots where state = 'open'
              union all select 1 from automation.new_dates where batch is null`,
            [new Date(nowMs)],
          )
          return behind.length === 0
        },
        { timeoutMs: 30_000 },
      )
    },
  }
}
type Dates = Awaited<ReturnType<typeof openDates>>

const orderOf = ({ contactId }: Person): OrderDetails => ({
  orderId: randomUUID(),
  contactId,
  language: 'en',
  tier: 'lite',
  packId: '1',
  packTitle: 'Vikings',
  className: 'man',
  amountMinor: 4900,
  currency: 'ILS',
  pictureIds: [],
  tuneId: null,
  termsVersion: '1',
  termsAcceptedAt: new Date(begin).toISOString(),
})
const tune = ({ contactId }: Person, tuneId: string, expiresAt: Date) => ({
  orderId: randomUUID(),
  contactId,
  tuneId,
  className: 'man',
  trainedAt: new Date(begin - dayMs).toISOString(),
  expiresAt: expiresAt.toISOString(),
})

/** What makes each event of the studio happen to a contact. */
function happen({ world }: Dates, one: Person, time: Date): Record<SystemEvent, () => Promise<unknown>> {
  const { contactId } = one
  const order = orderOf(one)
  const { orderId } = order
  const payment = { orderId, contactId, paymentId: 'p', amountMinor: 4900, currency: 'ILS' }
  const url = 'https://pay.example.com/1'
  const say = (definition: Parameters<typeof world.publish>[0], data: object) =>
    world.publish(definition as never, contactId, data as never, { time })
  return {
    order_placed: () => say(orderPlaced, order),
    checkout_opened: () => say(checkoutOpened, { orderId, contactId, url, amountMinor: 4900, currency: 'ILS' }),
    order_paid: () => say(paymentReceived, { paymentId: 'p', order }),
    payment_failed: () => say(paymentFailed, { orderId, contactId, paymentId: 'p', url }),
    order_refunded: () => say(paymentRefunded, { ...payment, full: true }),
    model_trained: () => say(tuneFinished, tune(one, randomUUID(), new Date(begin + 30 * dayMs))),
    order_failed: () => say(tuneFailed, { orderId, contactId, tuneId: null, reason: 'x' }),
    portraits_delivered: () => say(portraitsReady, { orderId, contactId, tuneId: 't', portraits: [], complete: true }),
    rated_below_4: () => say(portraitsRated, { orderId, contactId, stars: 2, feedbackGiven: false }),
    feedback_given: () => say(portraitsRated, { orderId, contactId, feedbackGiven: true }),
    message_failed: () =>
      say(messageSettled, { contactId, outboundId: randomUUID(), state: 'failed', at: time.toISOString() }),
    opted_out: () => world.change(one, { optedOut: true }, undefined, time),
    opted_in: async () => {
      await world.change(one, { optedOut: true }, undefined, new Date(begin - dayMs))
      await world.change({ ...one, version: 2 }, { optedOut: false }, undefined, time)
    },
  }
}

test('an automation relative to any date or event that is let through on saving fires, once', async t => {
  const dates = await openDates(t)
  const { world, relative, ran, at, go } = dates
  const instants: Record<string, (one: Person, time: Date) => Promise<unknown>> = {
    'contact.createdAt': async () => {},
    'contact.lastInboundAt': (one, time) => world.say(one, 'hi', { sentAt: time.toISOString() }),
    'orders.last.placedAt': (one, time) => happen(dates, one, time).order_placed(),
    'orders.last.paidAt': (one, time) => happen(dates, one, time).order_paid(),
    'model.expiresAt': (one, time) => world.publish(tuneFinished, one.contactId, tune(one, 'tune', time)),
    'contact.attributes.renewal': (one, time) => world.change(one, { attributes: { renewal: time.toISOString() } }),
  }
  const draft = (field: string) => ({
    name: 'x',
    trigger: { type: 'relative', to: { field }, offset: { hours: 2 }, direction: 'after' },
    steps: [{ id: 'note', type: 'log', text: 'x' }],
  })
  const valid = Object.keys(fields).filter(field => readAutomation(draft(field)).ok)
  t.strictSame([...valid, 'contact.attributes.renewal'].sort(), Object.keys(instants).sort(), 'every field is tried')

  const people = new Map<string, { one: Person; id: string }>()
  for (const [field, tell] of Object.entries(instants)) {
    const id = await relative({ field })
    const one = await world.meet({ createdAt: at(1).toISOString() })
    await tell(one, at(1))
    people.set(field, { one, id })
  }
  for (const event of SystemEvent.options) {
    const id = await relative({ event })
    const one = await world.meet({ createdAt: at(-48).toISOString() })
    await happen(dates, one, at(1))[event]()
    people.set(event, { one, id })
  }
  await world.quiet()
  await go(2.9)
  for (const [name, { one, id }] of people) t.equal((await ran(id, one)).length, 0, `${name}: not yet`)
  await go(3.1)
  for (const [name, { one, id }] of people) t.equal((await ran(id, one)).length, 1, name)
  await go(30)
  for (const [name, { one, id }] of people) t.equal((await ran(id, one)).length, 1, `${name}: once`)

  const { one, id } = people.get('contact.lastInboundAt')!
  await world.say(one, 'again', { sentAt: at(31).toISOString() })
  await world.quiet()
  await go(34)
  t.equal((await ran(id, one)).length, 2, 'after the next message, again')
})

test('a date that is told late, or moved, is still ahead, or late by the rule for missed times', async t => {
  const { world, relative, ran, at, go } = await openDates(t)
  const before = { offset: { days: 3 }, direction: 'before' }
  const field = { field: 'model.expiresAt' }
  const caught = await relative(field, before)
  const skipped = await relative(field, before, { missed: { rule: 'skip', withinHours: 12 } })
  const long = await relative(field, before, { missed: { rule: 'all', withinHours: 48 } })
  const renewal = await relative({ field: 'contact.attributes.renewal' }, { offset: { days: 1 }, direction: 'before' })
  const morning = await relative({ field: 'contact.attributes.renewal' }, { offset: { days: 1 }, at: '09:00' })
  await go(1)

  /** Expires so many hours after the time at which it comes due is over. */
  const expire = async (lateHours: number) => {
    const one = await world.meet()
    await world.publish(tuneFinished, one.contactId, tune(one, randomUUID(), at(72 + 1 - lateHours)))
    return one
  }
  const [little, hours, day, week, ahead] = [
    await expire(1 / 60),
    await expire(6),
    await expire(30),
    await expire(72),
    await expire(-5),
  ]
  await world.quiet()
  await go(1.01)
  const counts = async (one: Person) =>
    Promise.all([caught, skipped, long].map(async id => (await ran(id, one)).length))
  t.strictSame(await counts(little), [1, 1, 1], 'a little late is on time')
  t.strictSame(await counts(hours), [1, 0, 1], 'hours late: caught up, unless they are skipped')
  t.strictSame(await counts(day), [0, 0, 1], 'older than the rule reaches: never')
  t.strictSame(await counts(week), [0, 0, 0])
  t.strictSame(await counts(ahead), [0, 0, 0])
  await go(6.05)
  t.strictSame(await counts(ahead), [1, 1, 1], 'what is still ahead is planned')
  t.strictSame(await counts(hours), [1, 0, 1])

  // A day begins at the contact's midnight: in New York and in Auckland the same date is 18 hours apart.
  const [york, auckland] = await Promise.all(
    ['America/New_York', 'Pacific/Auckland'].map(timeZone => world.meet({ timeZone })),
  )
  const day22 = { attributes: { renewal: '2026-11-22' } }
  const moved = await world.change(york!, day22)
  await world.change(auckland!, day22)
  await world.quiet()
  const hoursTo = (instant: string) => (Date.parse(instant) - begin) / hourMs
  await go(hoursTo('2026-11-20T10:59:00Z'))
  t.equal((await ran(renewal, auckland!)).length, 0)
  await go(hoursTo('2026-11-20T11:01:00Z'))
  t.equal((await ran(renewal, auckland!)).length, 1, 'midnight in Auckland, a day before')
  t.equal((await ran(renewal, york!)).length, 0)

  // Moved to a later day before it came due: the old one does not fire. Then to one that is over since an hour.
  const later = await world.change(moved, { attributes: { renewal: '2026-11-24' } })
  await world.quiet()
  await go(hoursTo('2026-11-21T06:00:00Z'))
  t.equal((await ran(renewal, york!)).length, 0, 'the day before the old date is no reason any more')
  const third = await world.change(later, { attributes: { renewal: '2026-11-22' } })
  await world.quiet()
  await go(hoursTo('2026-11-21T06:01:00Z'))
  t.equal((await ran(renewal, york!)).length, 1, 'changed to what came due an hour ago: caught up')
  await world.change(third, { attributes: { renewal: '2026-11-24' } })
  await world.quiet()
  await go(hoursTo('2026-11-23T05:01:00Z'))
  t.equal((await ran(renewal, york!)).length, 2, 'another date is another occurrence')
  await go(hoursTo('2026-11-25T14:01:00Z'))
  t.equal((await ran(morning, york!)).length, 1, 'at nine in New York, a day after the last of its dates')
  const before9 = await world.rows(`select 1 from automation.executions where automation_id = $1 and started_at < $2`, [
    morning,
    new Date('2026-11-25T14:00:00Z'),
  ])
  t.equal(before9.length, 1, 'in Auckland earlier')
})

test('who moves to a zone where the time is over gets it late, and nobody twice', async t => {
  const { world, relative, ran, at, go } = await openDates(t)
  const id = await relative({ event: 'feedback_given' }, { offset: { hours: 1 }, at: '09:00' })
  const one = await world.meet({ timeZone: 'America/New_York' })
  const feedback = { orderId: randomUUID(), contactId: one.contactId, feedbackGiven: true }
  await world.publish(portraitsRated, one.contactId, feedback, { time: at(0) })
  await world.quiet()
  // Nine o'clock in Jerusalem on the next day is over, in New York it is not.
  await go(22)
  t.equal((await ran(id, one)).length, 0)
  const moved = await world.change(one, { timeZone: 'Asia/Jerusalem' })
  await world.quiet()
  await go(22.1)
  t.equal((await ran(id, one)).length, 1)
  await world.change(moved, { timeZone: 'America/New_York' })
  await world.quiet()
  await go(48)
  t.equal((await ran(id, one)).length, 1)

  // What is told while nothing waits for it leaves nothing behind, and what is late for nobody neither.
  const two = person()
  await world.publish(contactCreated, two.contactId, two)
  await world.quiet()
  await go(49)
  t.equal((await world.rows('select 1 from automation.new_dates where contact_id = $1', [two.contactId])).length, 0)
})

test('who moves on their birthday, or tells it after the hour, is greeted, once', async t => {
  const { world, relative, ran, go } = await openDates(t)
  const trigger = { type: 'birthday', at: '09:00', leapDay: 'march_1' }
  const caught = await relative({ event: 'feedback_given' }, {}, { trigger })
  const skipped = await relative(
    { event: 'feedback_given' },
    {},
    { trigger, missed: { rule: 'skip', withinHours: 12 } },
  )
  const counts = async (one: Person) => [(await ran(caught, one)).length, (await ran(skipped, one)).length]
  // 19 November. At noon in Jerusalem the hour is over there; in New York it is five in the morning.
  const [mover, greeted, teller] = [
    await world.meet({ timeZone: 'America/New_York', birthday: '1990-11-19' }),
    await world.meet({ timeZone: 'Asia/Jerusalem', birthday: '--11-19' }),
    await world.meet({ timeZone: 'Asia/Jerusalem' }),
  ]
  await go(21.01)
  await go(24)
  t.strictSame(await counts(mover), [0, 0])
  t.strictSame(await counts(greeted), [1, 1])
  const moved = await world.change(mover, { timeZone: 'Asia/Jerusalem' })
  const away = await world.change(greeted, { timeZone: 'America/New_York' })
  const told = await world.change(teller, { birthday: '--11-19' })
  await world.quiet()
  await go(24.1)
  t.strictSame(await counts(mover), [1, 0], 'hours late: by the rule for missed times')
  t.strictSame(await counts(teller), [1, 0])
  t.strictSame(await counts(away), [1, 1])
  await world.change(moved, { timeZone: 'America/New_York' })
  await world.change(told, { birthday: '--11-20' })
  await world.quiet()
  await go(28.01)
  await go(45.01)
  t.strictSame(await counts(moved), [1, 1], 'where it is still ahead it comes on time, and never twice')
  t.strictSame(await counts(greeted), [1, 1])
  t.strictSame(await counts(told), [1, 1], 'one greeting a year')
})
