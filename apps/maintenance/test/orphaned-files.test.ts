import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { addPicture, openHouse } from './house.ts'
import { run } from './run.ts'

test('a file without a row is noted, and deleted when nobody has named it after the time of grace', async t => {
  const house = await openHouse(t)
  const named = await addPicture(house, { contactId: randomUUID(), setId: randomUUID(), days: 1 })
  const put = (key: string) => house.files.put(key, Buffer.from('x'), 'image/jpeg')
  for (const key of ['pictures/a/lost.jpg', 'portraits/a/o/lost.jpg', 'pictures/a/late.jpg', 'packs/1/cover.jpg'])
    await put(key)
  await put('elsewhere/1.jpg')
  await house.rows(
    `insert into imaging.packs (pack_id, version, data) values ('1', 1, '{"cover":"packs/1/cover.jpg"}')`,
  )

  t.match(await run(['orphaned-files'], house.env), { code: 0, output: /"deleted":0/ })
  t.same(
    (await house.rows('select file_key from ops.orphaned_files order by 1')).map(row => row['file_key']),
    ['pictures/a/late.jpg', 'pictures/a/lost.jpg', 'portraits/a/o/lost.jpg'],
  )
  await house.rows(`update ops.orphaned_files set seen_at = now() - interval '73 hours'`)
  await house.rows(
    `insert into imaging.pictures (id, contact_id, set_id, message_id, file_key)
      values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'm', 'pictures/a/late.jpg')`,
  )
  await house.rows(`update ops.job_runs set slot = 'earlier'`)
  t.match(await run(['orphaned-files'], { ...house.env, CRASH_AT: 'maintenance:orphans-deleted' }), {
    signal: 'SIGKILL',
  })
  await house.endLeases()
  t.match(await run(['orphaned-files'], house.env), { code: 0 })
  const left = [
    ...(await house.keys('pictures/')),
    ...(await house.keys('portraits/')),
    ...(await house.keys('packs/')),
  ]
  t.same(left.sort(), ['packs/1/cover.jpg', named, 'pictures/a/late.jpg'].sort())
  t.same(await house.keys('elsewhere/'), ['elsewhere/1.jpg'], 'files of others are not touched')
  t.same(await house.rows('select 1 from ops.orphaned_files'), [])
})
