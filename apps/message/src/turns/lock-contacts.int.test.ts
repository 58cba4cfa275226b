import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '@astria-bot/store'
import { createDatabase } from '@astria-bot/testing'
import { test } from 'tap'
import { lockContacts } from './lock-contacts.ts'

const id = '01940000-0000-7000-8000-000000000001'

test('who waited for a contact sees what the one before it wrote', async t => {
  const database = await createDatabase()
  const db = connect({ url: database.url, name: 'test', max: 3 })
  t.teardown(async () => {
    await db.close()
    await database.drop()
  })
  await db.pool.query(`insert into messaging.contacts (id, channel) values ($1, '1')`, [id])
  await db.pool.query(
    `insert into messaging.conversations (contact_id, state, data) values ($1, 'NEW', '{"told":"before"}')`,
    [id],
  )
  let locked = () => {}
  const isLocked = new Promise<void>(resolve => {
    locked = resolve
  })
  const first = db.transaction(async tx => {
    await lockContacts(tx, [id])
    locked()
    await sleep(200)
    await tx.query({ name: 'test:say', text: `update messaging.conversations set data = '{"told":"after"}'` }, [])
  })
  await isLocked
  const second = db.transaction(tx => lockContacts(tx, [id]))
  await first
  t.match((await second).get(id)?.conversation, { told: 'after' })
})
