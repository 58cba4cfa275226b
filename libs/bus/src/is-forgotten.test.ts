import { test } from 'tap'
import { isForgotten } from './is-forgotten.ts'

const subjects = new Map([['a', new Date('2026-01-02T00:00:00Z')]])

test('what is about a subject and not newer is forgotten', async t => {
  const forgotten = (event: unknown) => isForgotten(event, subjects)
  t.ok(forgotten({ subject: 'a', time: '2026-01-01T00:00:00Z', data: {} }))
  t.ok(forgotten({ subject: 'a', time: '2026-01-02T00:00:00Z' }))
  t.notOk(forgotten({ subject: 'b', time: '2026-01-01T00:00:00Z', data: {} }))
  t.notOk(forgotten({ subject: 'a', time: '2026-01-03T00:00:00Z', data: {} }), 'said afterwards')
  t.ok(forgotten({ subject: 'a', time: '2026-01-03T00:00:00Z', data: { sentAt: '2026-01-01T00:00:00Z' } }), 'came late')
  t.notOk(forgotten({ subject: 'a', time: '2026-01-01T00:00:00Z', data: { at: '2026-01-03T00:00:00Z' } }))
  t.ok(forgotten({ subject: 'a', time: 'never', data: null }), 'without a time: rather too much than too little')
  for (const event of [null, 'text', 7, {}, { subject: 7 }]) t.notOk(forgotten(event))
})
