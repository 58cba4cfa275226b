import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'tap'
import { addPicture, type House, openHouse } from './house.ts'
import { run } from './run.ts'

test('a file without a row is noted, and deleted when nobody has named it after the time of grace', async t => {
  const house = await openHouse(t)
  const named = await addPicture(house, { contactId: randomUUID(), setId: randomUUID(), days: 1 })
  const put = (key: string) => house.files.put(key, Buffer.from('x'), 'image/jpeg')
  for (const key of ['pictures/a/lost.jpg', 'portraits/a/o/lost.jpg', 'pictures/a/late.jpg', 'packs/1/cover.jpg'])
    await put(key)
  await put('elsewhere/1.jpg')
  const { contact, sent, unsent } = await addOperatorFiles(house, put)
  const half = path.join(house.folder, 'files/pictures/a/.0b6cf5c2-8a52-4d0a-a0c4-c1b8f1c3b111.tmp')
  const young = path.join(house.folder, 'files/pictures/a/.1b6cf5c2-8a52-4d0a-a0c4-c1b8f1c3b111.tmp')
  for (const file of [half, young]) fs.writeFileSync(file, 'half a face')
  fs.utimesSync(half, 0, 0)
  await house.rows(
    `insert into imaging.packs (pack_id, version, data) values ('1', 1, '{"cover":"packs/1/cover.jpg"}')`,
  )

  t.match(await run(['orphaned-files'], house.env), { code: 0, output: /"deleted":0/ })
  t.same(
    (await house.rows('select file_key from ops.orphaned_files order by 1')).map(row => row['file_key']),
    [unsent, 'pictures/a/late.jpg', 'pictures/a/lost.jpg', 'portraits/a/o/lost.jpg'],
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
  t.same(await house.keys('operator/'), [sent, 'operator/shared/hours.jpg'].sort(), `of ${contact}, and for everybody`)
  t.same(
    [half, young].map(file => fs.existsSync(file)),
    [false, true],
    'what was never finished',
  )
  t.same(await house.keys('elsewhere/'), ['elsewhere/1.jpg'], 'files of others are not touched')
  t.same(await house.rows('select 1 from ops.orphaned_files'), [])
})

/** What an operator uploaded for a contact, one of them sent, and one for everybody. */
async function addOperatorFiles(house: House, put: (key: string) => Promise<void>) {
  const contact = randomUUID()
  const [sent, unsent] = ['sent', 'unsent'].map(name => `operator/${contact}/${name}.jpg`) as [string, string]
  for (const key of [sent, unsent, 'operator/shared/hours.jpg']) await put(key)
  await house.rows(`insert into messaging.contacts (id, channel) values ($1, 'c')`, [contact])
  await house.rows(
    `insert into messaging.messages (id, contact_id, direction, channel, type, content, state, occurred_at)
      values (gen_random_uuid(), $1, 'out', 'c', 'image', $2, 'delivered', now())`,
    [contact, { type: 'image', file: { fileKey: sent } }],
  )
  return { contact, sent, unsent }
}
