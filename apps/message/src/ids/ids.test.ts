import { test } from 'tap'
import { z } from 'zod'
import { newId } from './new-id.ts'
import { pictureIdOf } from './picture-id-of.ts'

test('fresh ids are uuids that sort by time', async t => {
  const earlier = newId(Date.UTC(2026, 10, 20))
  const later = newId(Date.UTC(2026, 10, 21))
  t.ok(z.uuid({ version: 'v7' }).safeParse(earlier).success)
  t.ok(earlier < later)
  t.not(newId(1), newId(1))
})

test('an event always names the same picture', async t => {
  t.equal(pictureIdOf('wamid.A'), pictureIdOf('wamid.A'))
  t.not(pictureIdOf('wamid.A'), pictureIdOf('wamid.B'))
  t.ok(z.uuid().safeParse(pictureIdOf('wamid.A')).success)
})
