import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import {
  astriaCallbackReceived,
  erasureDone,
  erasureRequested,
  pictureInspected,
  portraitsReady,
  tuneCreated,
  tuneFailed,
} from '@astria-bot/contracts'
import { eventually, samplePicture } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld, type World, withPictures } from './world.ts'

const forget = (world: World, contactId: string) => world.publish(erasureRequested, contactId, { contactId })
/** Everything of this app's schema that names the contact or what was seen in the person. */
async function traces(world: World, contactId: string) {
  const texts = await Promise.all(
    ['pictures', 'orders', 'portraits', 'effects', 'outbox'].map(async table => {
      const { rows } = await world.db.pool.query(`select to_json(r)::text as text from imaging.${table} r`)
      return rows
        .map(row => `${table} ${row.text}`)
        .filter(text => text.includes(contactId) && /eye_color|results\/|fileKeys|pictures\//.test(text))
    }),
  )
  const files = (await fs.readdir(world.root, { recursive: true })).filter(name => name.includes(contactId))
  const found: string[] = []
  for (const name of files) if ((await fs.stat(path.join(world.root, name))).isFile()) found.push(name)
  return [...texts.flat(), ...found]
}

test('everything about a contact goes, here and at Astria (F39)', { timeout: 180_000 }, async t => {
  const world = await openWorld(t)
  const { outside, pay, expect, found, db } = world
  await world.startApp()

  await t.test('after a delivery', async t => {
    const customer = await withPictures(world)
    const other = await withPictures(world)
    const orderId = await pay(customer)
    const { tuneId } = await expect(tuneCreated, { orderId })
    const tune = outside.tunes.find(item => item.title === orderId)!
    outside.train(tune)
    outside.make(tune.id)
    await expect(portraitsReady, { orderId })
    outside.fault('delete.tunes', () => ({ status: 500, body: '<html>' }))
    await forget(world, customer.contactId)
    await forget(world, customer.contactId)
    t.match(await expect(erasureDone, { contactId: customer.contactId }), { app: 'image' })
    t.same(await traces(world, customer.contactId), [])
    for (const prompt of outside.prompts.filter(item => item.tune === tune.id))
      t.ok(outside.deleted.includes(`prompts/${prompt.id}`))
    t.ok(outside.deleted.includes(`tunes/${tuneId}`))
    t.same(found(tuneFailed, { orderId }), [], 'what was delivered is not refunded')
    t.equal((await db.pool.query('select from imaging.pictures where contact_id = $1', [other.contactId])).rowCount, 4)
    await world.publish(astriaCallbackReceived, orderId, { orderId, kind: 'prompts', body: [] })
    await forget(world, customer.contactId)
    await eventually(() => found(erasureDone, { contactId: customer.contactId }).length >= 2)
  })

  await t.test('during training: the order is refunded', async t => {
    const customer = await withPictures(world)
    const orderId = await pay(customer)
    const { tuneId } = await expect(tuneCreated, { orderId })
    await forget(world, customer.contactId)
    await expect(erasureDone, { contactId: customer.contactId })
    t.match(await expect(tuneFailed, { orderId }), { reason: 'erased', tuneId })
    t.ok(outside.deleted.includes(`tunes/${tuneId}`))
    outside.train(outside.tunes.find(item => item.title === orderId)!)
    await world.publish(astriaCallbackReceived, orderId, { orderId, kind: 'tune', body: null })
    t.same(await traces(world, customer.contactId), [])
  })

  await t.test('while Astria is being asked: what it makes then is deleted too', async t => {
    const customer = await withPictures(world)
    let answer = () => {}
    const asked = new Promise<void>(resolve => {
      outside.fault('create', async work => {
        resolve()
        await new Promise<void>(go => {
          answer = go
        })
        return work()
      })
    })
    const orderId = await pay(customer)
    await asked
    await forget(world, customer.contactId)
    await expect(erasureDone, { contactId: customer.contactId })
    answer()
    await eventually(() => {
      const tune = outside.tunes.find(item => item.title === orderId)
      return tune !== undefined && outside.deleted.includes(`tunes/${tune.id}`)
    })
    t.same(found(tuneCreated, { orderId }), [])
    t.same(await traces(world, customer.contactId), [])
  })

  await t.test('while a picture is being fetched, and what comes late', async t => {
    const set = { contactId: randomUUID(), setId: randomUUID() }
    let answer = () => {}
    const asked = new Promise<void>(resolve => {
      outside.fault('inspect', async work => {
        resolve()
        await new Promise<void>(go => {
          answer = go
        })
        return work()
      })
    })
    const pictureId = await world.submit(await samplePicture({ seed: 'erased' }), set)
    await asked
    await forget(world, set.contactId)
    await expect(erasureDone, { contactId: set.contactId })
    answer()
    const late = await world.submit(await samplePicture({ seed: 'late' }), set)
    t.match(await expect(tuneFailed, { orderId: await pay({ contactId: set.contactId, pictureIds: [pictureId] }) }), {
      reason: 'erased',
    })
    await withPictures(world, 1)
    t.same(await traces(world, set.contactId), [])
    t.same([...found(pictureInspected, { pictureId }), ...found(pictureInspected, { pictureId: late })], [])
  })
})
