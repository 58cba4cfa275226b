import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { addOrder, addPicture, openHouse } from './house.ts'
import { run } from './run.ts'

test('old pictures and portraits go with their files, in whole sets, and not while something is made of them', async t => {
  const house = await openHouse(t)
  const [old, mixed, busy] = [randomUUID(), randomUUID(), randomUUID()]
  const set = randomUUID()
  for (let n = 0; n < 3; n += 1) await addPicture(house, { contactId: old, setId: randomUUID(), days: 181 })
  const kept = [
    await addPicture(house, { contactId: mixed, setId: set, days: 200 }),
    await addPicture(house, { contactId: mixed, setId: set, days: 10 }),
    await addPicture(house, { contactId: busy, setId: randomUUID(), days: 400 }),
  ]
  await addOrder(house, { contactId: busy, state: 'training' })
  const orderId = await addOrder(house, { contactId: old, state: 'delivered' })
  for (const [key, days] of [
    ['old', 366],
    ['young', 300],
  ] as const) {
    const fileKey = `portraits/${old}/${orderId}/${key}.jpg`
    await house.files.put(fileKey, Buffer.from('x'), 'image/jpeg')
    await house.rows(
      `insert into imaging.portraits (id, order_id, contact_id, prompt_id, index, state, file_key, created_at)
        values (gen_random_uuid(), $1, $2, $3, 0, 'kept', $4, now() - $5 * interval '1 day')`,
      [orderId, old, key, fileKey, days],
    )
  }

  t.match(await run(['retention'], { ...house.env, CRASH_AT: 'maintenance:files-deleted' }), { signal: 'SIGKILL' })
  t.same((await house.rows('select 1 from imaging.pictures')).length, 6, 'the rows are still there')
  await house.endLeases()
  const both = await Promise.all([run(['retention'], house.env), run(['retention'], house.env)])
  t.same(
    both.map(({ code }) => code),
    [0, 0],
    both.map(({ output }) => output).join(),
  )
  t.same(await house.keys('pictures/'), kept.sort())
  t.same(
    (await house.keys('portraits/')).map(key => key.split('/').at(-1)),
    ['young.jpg'],
  )
  t.same(
    (await house.rows('select file_key from imaging.pictures order by 1')).map(row => row['file_key']),
    kept,
  )
  await house.rows(`update ops.job_runs set slot = 'earlier'`)
  t.match(await run(['retention'], { ...house.env, PICTURE_RETENTION_DAYS: '5' }), { code: 0 })
  t.equal((await house.keys('pictures/')).length, 1, 'only those of the order that is being made')
})

test('a set that a conversation is about, or an order that can be paid, is as old as its last touch', async t => {
  const house = await openHouse(t)
  const addContact = async (days: number, pictures: { setId: string; used: boolean; joined?: string[] }) => {
    const contactId = randomUUID()
    await house.rows(
      `insert into messaging.contacts (id, channel, last_inbound_at) values ($1, 'c', now() - $2 * interval '1 day')`,
      [contactId, days],
    )
    await house.rows(
      `insert into messaging.conversations (contact_id, state, data) values ($1, 'PICTURES_LOADED', $2)`,
      [contactId, JSON.stringify({ pictures })],
    )
    return contactId
  }
  const picture = (contactId: string, setId: string) => addPicture(house, { contactId, setId, days: 200 })
  const [open, silent, used, joined, ordered, forgotten] = Array.from({ length: 6 }, () => randomUUID())
  const kept = [await picture(await addContact(1, { setId: open!, used: false }), open!)]
  await picture(await addContact(181, { setId: silent!, used: false }), silent!)
  await picture(await addContact(1, { setId: used!, used: true }), used!)

  const merged = randomUUID()
  const person = await addContact(1, { setId: randomUUID(), used: false, joined: [joined!] })
  await house.rows('insert into imaging.merged_contacts (contact_id, "into") values ($1, $2)', [merged, person])
  kept.push(await picture(merged, joined!))

  for (const [setId, days, isKept] of [
    [ordered!, 170, true],
    [forgotten!, 190, false],
  ] as const) {
    const contactId = randomUUID()
    const fileKey = await picture(contactId, setId)
    await picture(contactId, setId)
    if (isKept) kept.push(fileKey)
    const [customer] = await house.rows(
      'insert into payments.customers (id, contact_id) values (gen_random_uuid(), $1) returning id',
      [contactId],
    )
    await house.rows(
      `insert into payments.orders (id, customer_id, state, tier, amount_minor, currency, details, placed_at)
        select gen_random_uuid(), $1, 'awaiting_payment', 'lite', 1, 'ILS',
          json_build_object('pictureIds', json_build_array(id)), now() - $2 * interval '1 day'
        from imaging.pictures where file_key = $3`,
      [customer?.['id'], days, fileKey],
    )
  }
  t.match(await run(['retention'], house.env), { code: 0, output: /"imaging.pictures":5/ })
  t.same(await house.keys('pictures/'), kept.sort())
})

test('finished messages go; open ones and those that are said once stay', async t => {
  const house = await openHouse(t)
  await house.rows(`insert into messaging.contacts (id, channel) values ('0192f3a0-0000-7000-8000-00000000c001', 'c')`)
  for (const [state, once, days] of [
    ['read', null, 731],
    ['received', null, 731],
    ['read', 'welcome', 731],
    ['unknown', null, 731],
    ['read', null, 700],
  ] as const) {
    await house.rows(
      `insert into messaging.messages (id, contact_id, channel, direction, type, content, state, once, created_at)
        values (gen_random_uuid(), '0192f3a0-0000-7000-8000-00000000c001', 'c', 'out', 'text', '{}', $1, $2,
          now() - $3 * interval '1 day')`,
      [state, once, days],
    )
  }
  for (const days of [731, 700])
    await house.rows(
      `insert into payments.resolutions (provider, kind, subject_id, action, by, reason, at)
        values ('hmac', 'payment', 'p', 'dismissed', 'boss', 'Noa asked', now() - $1 * interval '1 day')`,
      [days],
    )
  t.match(await run(['retention'], house.env), { code: 0, output: /"messaging.messages":2/ })
  t.same(await house.rows('select by, reason from payments.resolutions order by at'), [
    { by: 'boss', reason: null },
    { by: 'boss', reason: 'Noa asked' },
  ])
  t.equal((await house.rows('select 1 from messaging.messages')).length, 3)
  t.match(await run(['retention'], { ...house.env, FILES_URL: '' }), { code: 0, output: /FILES_URL is not set/ })
})
