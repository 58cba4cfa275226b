import { createTask } from 'node-cron'
import { test } from 'tap'
import { dueSlots } from './due-slot.ts'

const slotsOf = (expression: string, timezone = 'Etc/UTC') => {
  const task = createTask(expression, () => {}, { timezone })
  const asked: Date[] = []
  const last = dueSlots(expression, at => {
    asked.push(at)
    return task.match(at)
  })
  return { asked, at: (now: string) => last(new Date(now))?.toISOString().slice(0, 19) ?? null }
}

test('the last slot that has come, up to now and not a second later', t => {
  const weekly = slotsOf('0 4 * * 3')
  t.equal(weekly.at('2026-11-18T03:59:59.999Z'), '2026-11-11T04:00:00')
  t.equal(weekly.at('2026-11-18T04:00:00.000Z'), '2026-11-18T04:00:00')
  t.equal(weekly.at('2026-11-20T09:00:00.000Z'), '2026-11-18T04:00:00')
  t.equal(weekly.at('2026-12-20T09:00:00.000Z'), '2026-12-16T04:00:00', 'of several that were missed the last')
  const precise = slotsOf('30 0 4 * * *')
  t.equal(precise.at('2026-11-18T04:00:29.000Z'), '2026-11-17T04:00:30')
  t.equal(precise.at('2026-11-18T04:00:30.000Z'), '2026-11-18T04:00:30')
  t.end()
})

test('in its own zone, through changes of the clocks, and where hours are not whole', t => {
  const jerusalem = slotsOf('0 4 * * *', 'Asia/Jerusalem')
  t.equal(jerusalem.at('2026-03-26T12:00:00Z'), '2026-03-26T02:00:00')
  t.equal(jerusalem.at('2026-03-27T12:00:00Z'), '2026-03-27T01:00:00')
  t.equal(slotsOf('0 4 * * *', 'Asia/Kathmandu').at('2026-03-27T12:00:00Z'), '2026-03-26T22:15:00')
  t.end()
})

test('what is due once a month is found, once a year only for 35 days, and no time is looked at twice', t => {
  t.equal(slotsOf('15 4 1 * *').at('2026-12-31T00:00:00Z'), '2026-12-01T04:15:00')
  const yearly = slotsOf('0 4 1 1 *')
  t.equal(yearly.at('2026-02-04T00:00:00Z'), '2026-01-01T04:00:00')
  t.equal(slotsOf('0 4 1 1 *').at('2026-02-06T00:00:00Z'), null)
  const { length } = yearly.asked
  t.equal(yearly.at('2026-02-04T00:16:00Z'), '2026-01-01T04:00:00')
  t.equal(yearly.asked.length, length + 1)
  t.equal(yearly.at('2026-02-03T00:16:00Z'), '2026-01-01T04:00:00', 'a clock that was set back')
  t.end()
})
