import { test } from 'tap'
import { changeDetails, type DetailsChange, detailLimits, noDetails } from './contact-details.ts'

const before = { ...noDetails, name: 'Noa', tags: ['vip', 'new'], attributes: { city: 'Haifa', visits: 3 } }
const after = (change: DetailsChange) => changeDetails(before, change)

test('what is absent stays, what is null goes', async t => {
  t.same(after({}), before)
  t.equal(after({ name: null }).name, null)
  t.same(after({ language: 'he', timeZone: 'Asia/Jerusalem', birthday: '--02-29' }), {
    ...before,
    language: 'he',
    timeZone: 'Asia/Jerusalem',
    birthday: '--02-29',
  })
})

test('tags are added and removed, each once', async t => {
  t.same(after({ addTags: ['vip', 'friend', 'friend'], removeTags: ['new'] }).tags, ['vip', 'friend'])
  t.same(after({ tags: ['a'], addTags: ['b'] }).tags, ['a', 'b'])
  t.throws(() => after({ addTags: Array.from({ length: detailLimits.tags }, (_, n) => `tag ${n}`) }), {
    code: 'too_many_tags',
  })
})

test('attributes are set one by one, and null removes one', async t => {
  t.same(after({ attributes: { city: null, visits: 4, member: true } }).attributes, { visits: 4, member: true })
  t.throws(() => after({ attributes: { long: 'x'.repeat(detailLimits.attributeBytes) } }), {
    code: 'too_many_attributes',
  })
  t.throws(() => after({ attributes: { 'a\u0000b': 1 } }), { code: 'bad_attribute' })
  const hostile = after({ attributes: JSON.parse('{"__proto__":"x"}') }).attributes
  t.equal(Object.getPrototypeOf(hostile), Object.prototype)
})

test('days and time zones that do not exist are refused', async t => {
  for (const birthday of ['2023-02-29', '--02-30', '1990-04-31'])
    t.throws(() => after({ birthday }), { code: 'bad_birthday' }, birthday)
  for (const birthday of ['2024-02-29', '--02-29', '1990-12-31', '0099-01-01'])
    t.equal(after({ birthday }).birthday, birthday)
  for (const timeZone of ['Mars/Olympus', 'x'.repeat(200)])
    t.throws(() => after({ timeZone }), { code: 'bad_time_zone' }, timeZone)
})
