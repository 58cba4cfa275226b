import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { verifyCallback } from '@astria-bot/astria'
import {
  astriaCallbackReceived,
  contactMerged,
  packImagesUpdated,
  paymentRefunded,
  portraitsReady,
  tuneCreated,
  tuneFailed,
  tuneFinished,
} from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld, withPictures } from './world.ts'

const doneThenDropped = (work: () => unknown) => {
  work()
  return 'drop' as const
}

test('paid orders become portraits', { timeout: 240_000 }, async t => {
  const world = await openWorld(t)
  const { outside, pay, expect, found, db } = world
  const { app } = await world.startApp()
  const customer = await withPictures(world)
  const stateOf = async (orderId: string) =>
    (await db.pool.query('select * from imaging.orders where order_id = $1', [orderId])).rows[0]
  const tuneOf = (orderId: string) =>
    eventually(() => outside.tunes.find(tune => tune.title === orderId) ?? Promise.reject(new Error('no tune')))
  await eventually(async () => (await db.pool.query('select from imaging.packs')).rowCount === 1)
  let modelId = ''

  await t.test(
    'a new model: submitted once, trained, portraits copied and announced, without a single callback (F24)',
    async t => {
      const orderId = await pay(customer)
      const created = await expect(tuneCreated, { orderId })
      const tune = await tuneOf(orderId)
      modelId = String(tune.id)
      t.match(created, {
        tuneId: modelId,
        training: true,
        readyAt: '2026-11-20T10:32:00.000Z',
        contactId: customer.contactId,
      })
      t.match(tune, { className: 'man', pictures: 4, characteristics: { eye_color: 'brown eyes' } })
      for (const [kind, url] of Object.entries(outside.callbacks.at(-1)!)) {
        t.match(verifyCallback(Object.fromEntries(new URL(url).searchParams), ['callback-secret']), {
          ok: true,
          order: orderId,
          kind,
        })
      }
      outside.train(tune)
      t.match(await expect(tuneFinished, { orderId }), {
        tuneId: modelId,
        className: 'man',
        trainedAt: '2026-11-20T10:27:45.732Z',
        expiresAt: '2026-12-20T10:27:45.732Z',
      })
      outside.make(tune.id)
      const ready = await expect(portraitsReady, { orderId })
      t.match(ready, { complete: true, tuneId: modelId })
      t.equal(ready.portraits.length, 4)
      for (const { file } of ready.portraits) t.ok((await fs.stat(path.join(world.root, file.fileKey))).size > 1000)
      t.equal((await stateOf(orderId)).state, 'delivered')
      await world.publish(astriaCallbackReceived, orderId, { orderId, kind: 'prompts', body: [] })
      t.equal(outside.asked.filter(op => op === 'create').length, 1)
    },
  )

  await t.test('a saved model: only its new prompts count, and nobody else can use it', async t => {
    const orderId = await pay({ ...customer, pictureIds: [], tuneId: modelId })
    t.match(await expect(tuneCreated, { orderId }), { tuneId: modelId, training: false, readyAt: null })
    t.equal((await stateOf(orderId)).known_prompt_ids.length, 4)
    outside.make(Number(modelId))
    const ready = await expect(portraitsReady, { orderId })
    t.equal(ready.portraits.length, 4)
    t.match(ready, { complete: true })
    t.same(found(tuneFinished, { orderId }), [])
    const thief = await pay({ contactId: randomUUID(), tuneId: modelId })
    t.match(await expect(tuneFailed, { orderId: thief }), { reason: 'unknown_tune' })
  })

  await t.test('who turns out to be the same person uses the model and the pictures of both', async t => {
    const [into, later] = [randomUUID(), randomUUID()]
    const statusOf = (orderId: string) =>
      eventually(async () => (await stateOf(orderId)) ?? Promise.reject(new Error()))
    const early = await pay({ contactId: into, pictureIds: customer.pictureIds })
    t.match(await expect(tuneFailed, { orderId: early }), { reason: 'pictures_missing' }, 'a stranger does not')
    await world.publish(contactMerged, into, { contactId: customer.contactId, into })
    // Everything that was bound to the first merger follows the second one.
    await world.publish(contactMerged, later, { contactId: into, into: later })
    const merged = 'select count(*)::int as n from imaging.merged_contacts where "into" = $1'
    await eventually(async () => (await db.pool.query(merged, [later])).rows[0].n === 2)

    for (const [contactId, other] of [
      [into, { pictureIds: customer.pictureIds }],
      [later, { tuneId: modelId }],
    ] as const) {
      const orderId = await pay({
        contactId,
        ...other,
        pictureIds: [...('pictureIds' in other ? other.pictureIds : [])],
      })
      t.match(await expect(tuneCreated, { orderId }), { contactId, training: 'pictureIds' in other })
      outside.make('pictureIds' in other ? (await tuneOf(orderId)).id : Number(modelId))
      t.not((await statusOf(orderId)).state, 'failed')
    }
    const headers = { authorization: 'Bearer a-key-of-the-tests' }
    const list = await app.server.inject({ url: `/api/pictures?contactId=${later}`, headers })
    t.equal(list.json().items.length, customer.pictureIds.length, 'and an operator finds them by either id')
    const thief = await pay({ contactId: randomUUID(), tuneId: modelId })
    t.match(await expect(tuneFailed, { orderId: thief }), { reason: 'unknown_tune' })
  })

  await t.test('two orders of one model go one after the other, and each gets its own portraits', async t => {
    const before = outside.prompts.length
    const orders = [
      await pay({ ...customer, pictureIds: [], tuneId: modelId }),
      await pay({ ...customer, pictureIds: [], tuneId: modelId }),
    ]
    for (const orderId of orders) {
      await expect(tuneCreated, { orderId })
      t.equal(outside.prompts.length, before + 4 * (orders.indexOf(orderId) + 1))
      outside.make(Number(modelId))
      t.equal((await expect(portraitsReady, { orderId })).portraits.length, 4)
    }
    const all = found(portraitsReady).flatMap(event => event.portraits.map(portrait => portrait.portraitId))
    t.equal(new Set(all).size, all.length)
  })

  await t.test('504 after doing it, and before: one tune, whichever it was (F24)', async t => {
    for (const [name, fault] of Object.entries({
      'done, then 504': (work: () => { status: number }) => ({ ...work(), status: 504, body: '<html>' }),
      'done, then dropped': doneThenDropped,
      'not done, 504': () => ({ status: 504, body: '<html>' }),
      'not done, dropped': () => 'drop' as const,
      'done, then 500': (work: () => { status: number }) => ({ ...work(), status: 500, body: '<html>' }),
      '429': () => ({ status: 429, body: 'Retry later' }),
      'an answer that is none': (work: () => { status: number }) => ({ ...work(), body: '<html>' }),
    })) {
      outside.fault('create', fault)
      const orderId = await pay(customer)
      const { tuneId } = await expect(tuneCreated, { orderId })
      t.same(
        outside.tunes.filter(tune => tune.title === orderId).map(tune => String(tune.id)),
        [tuneId],
        name,
      )
      t.equal(found(tuneCreated, { orderId }).length, 1, name)
    }
  })

  await t.test('a lost answer for a saved model: one set of prompts', async t => {
    for (const fault of [
      doneThenDropped,
      () => 'drop' as const,
      (work: () => { status: number }) => ({ ...work(), status: 500, body: '' }),
    ]) {
      const before = outside.prompts.length
      outside.fault('create', fault)
      const orderId = await pay({ ...customer, pictureIds: [], tuneId: modelId })
      await expect(tuneCreated, { orderId })
      t.equal(outside.prompts.length, before + 4)
      outside.make(Number(modelId))
      t.equal((await expect(portraitsReady, { orderId })).portraits.length, 4)
    }
  })

  await t.test('422 fails the order at once, and is never tried again', async t => {
    const before = outside.asked.filter(op => op === 'create').length
    outside.fault('create', () => ({ status: 422, body: { error: 'Name is not included in the pack classes' } }))
    const orderId = await pay(customer)
    t.match(await expect(tuneFailed, { orderId }), { reason: 'astria_invalid', tuneId: null })
    t.equal(outside.asked.filter(op => op === 'create').length, before + 1)
  })

  await t.test('an empty balance pauses, raises the alert and loses nothing', async t => {
    outside.fault('create', () => ({ status: 402, body: { error: 'Payment required' } }))
    const orderId = await pay(customer)
    await eventually(async () =>
      /astria_submissions_paused\{app="image"\} 1/.test((await app.server.inject('/metrics')).body),
    )
    await expect(tuneCreated, { orderId })
    t.match((await app.server.inject('/metrics')).body, 'astria_submissions_paused{app="image"} 0')
    t.same(found(tuneFailed, { orderId }), [])
  })

  await t.test('a training that fails, and a prompt that fails', async t => {
    const lost = await pay(customer)
    await expect(tuneCreated, { orderId: lost })
    ;(await tuneOf(lost)).error = 'no face found'
    t.match(await expect(tuneFailed, { orderId: lost }), { reason: 'training_failed' })
    const orderId = await pay(customer)
    await expect(tuneCreated, { orderId })
    const tune = await tuneOf(orderId)
    outside.train(tune)
    const [bad] = outside.prompts.filter(prompt => prompt.tune === tune.id)
    bad!.user_error = 'NSFW'
    outside.make(tune.id)
    bad!.images = []
    const ready = await expect(portraitsReady, { orderId })
    t.match(ready, { complete: false })
    t.equal(ready.portraits.length, 3)
  })

  await t.test('results on other hosts are never fetched (F33), broken ones count as missing', async t => {
    const orderId = await pay(customer)
    await expect(tuneCreated, { orderId })
    const tune = await tuneOf(orderId)
    outside.train(tune)
    outside.results.set('html', Buffer.from('<html>'))
    const addresses = ['http://169.254.169.254/latest', 'file:///etc/passwd', 'https://evil.example/x', 'portrait']
    for (const prompt of outside.prompts.filter(item => item.tune === tune.id)) prompt.images = [addresses.shift()!]
    const ready = await expect(portraitsReady, { orderId })
    t.match(ready, { complete: false })
    t.equal(ready.portraits.length, 1)
    t.match((await app.server.inject('/metrics')).body, /result_hosts_refused_total\{app="image"\} 3/)
    const { rows } = await db.pool.query(
      "select reason from imaging.portraits where order_id = $1 and state = 'missing'",
      [orderId],
    )
    t.same(
      rows.map(row => row.reason),
      ['address_refused', 'address_refused', 'address_refused'],
    )
  })

  await t.test('pictures that are gone are not silently left out', async t => {
    const other = await withPictures(world)
    await fs.rm(path.join(world.root, 'pictures', other.contactId, `${other.pictureIds[0]}.jpg`))
    t.match(await expect(tuneFailed, { orderId: await pay(other) }), { reason: 'pictures_missing' })
    const stranger = await pay({ contactId: randomUUID(), pictureIds: customer.pictureIds })
    t.match(
      await expect(tuneFailed, { orderId: stranger }),
      { reason: 'pictures_missing' },
      'pictures of somebody else',
    )
  })

  await t.test('money that goes back before it began stops it', async t => {
    const before = outside.tunes.length
    outside.fault('create', ...Array.from({ length: 3 }, () => () => ({ status: 429 })))
    const orderId = await pay(customer)
    await world.publish(paymentRefunded, customer.contactId, {
      orderId,
      contactId: customer.contactId,
      paymentId: 'p',
      amountMinor: 4900,
      currency: 'ILS',
      full: true,
    })
    await eventually(async () => (await stateOf(orderId))?.state === 'stopped')
    await eventually(
      async () =>
        (await db.pool.query("select from imaging.effects where key = $1 and state = 'failed'", [orderId])).rowCount ===
        1,
    )
    t.equal(outside.tunes.length, before)
    t.same(found(tuneFailed, { orderId }), [])
    outside.faults.delete('create')
  })

  await t.test('a payment and a callback that come again change nothing', async t => {
    const order = found(portraitsReady)[0]!.orderId
    const before = outside.asked.filter(op => op === 'create').length
    await pay({ ...customer, orderId: order })
    await world.publish(astriaCallbackReceived, order, { orderId: order, kind: 'tune', body: { tune: { id: 1 } } })
    await world.publish(astriaCallbackReceived, order, { orderId: randomUUID(), kind: 'tune', body: null })
    const marker = await pay(customer)
    await expect(tuneCreated, { orderId: marker })
    t.equal(outside.asked.filter(op => op === 'create').length, before + 1)
    t.equal(found(portraitsReady, { orderId: order }).length, 1)
  })

  t.same(
    outside.asked.filter(op => op.includes('wrong key')),
    [],
  )
})

test('an order that Astria never finishes ends at its deadline', { timeout: 120_000 }, async t => {
  const world = await openWorld(t, { ORDER_DEADLINE_MS: '6000' })
  const { outside, pay, expect } = world
  await world.startApp()
  const customer = await withPictures(world)
  const [never, partly] = [await pay(customer), await pay(customer)]
  await expect(tuneCreated, { orderId: partly })
  const tune = outside.tunes.find(item => item.title === partly)!
  outside.train(tune)
  outside.prompts.find(prompt => prompt.tune === tune.id)!.images = ['portrait']
  t.match(await expect(tuneFailed, { orderId: never }), { reason: 'deadline' })
  const ready = await expect(portraitsReady, { orderId: partly })
  t.match(ready, { complete: false })
  t.equal(ready.portraits.length, 1)
})

test('a callback that comes during a look is not forgotten', { timeout: 120_000 }, async t => {
  const world = await openWorld(t, { POLL_MS: '60000' })
  const { outside, pay, expect } = world
  await world.startApp()
  const orderId = await pay(await withPictures(world))
  await expect(tuneCreated, { orderId })
  const tune = outside.tunes[0]!
  const call = () => world.publish(astriaCallbackReceived, orderId, { orderId, kind: 'tune', body: null })
  outside.fault('tune', async work => {
    const before = work()
    outside.train(tune)
    await call()
    await eventually(async () => (await world.db.pool.query('select from imaging.inbox')).rowCount === 7)
    return before
  })
  await call()
  await expect(tuneFinished, { orderId })
})

test('a callback makes it look at once', { timeout: 120_000 }, async t => {
  const world = await openWorld(t, { POLL_MS: '60000' })
  const { outside, pay, expect } = world
  await world.startApp()
  await expect(packImagesUpdated)
  const customer = await withPictures(world)
  const orderId = await pay(customer)
  const { tuneId } = await expect(tuneCreated, { orderId })
  const tune = outside.tunes[0]!
  outside.train(tune)
  const call = (kind: 'tune' | 'prompts', body: unknown) =>
    world.publish(astriaCallbackReceived, orderId, { orderId, kind, body })
  const looks = () => outside.asked.filter(op => op === 'tune').length
  const before = looks()
  await call('prompts', { prompt: { id: 5, text: 'x', images: [] } })
  await call('tune', { tune: { id: Number(tuneId), title: 'a lie' } })
  await expect(tuneFinished, { orderId })
  t.equal(looks(), before + 1, 'a heartbeat is ignored')
  outside.make(tune.id)
  await call('prompts', { prompts: [{ id: 1, images: ['https://evil.example/x'] }] })
  t.match(await expect(portraitsReady, { orderId }), { complete: true })
})
